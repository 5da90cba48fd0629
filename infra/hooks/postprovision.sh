#!/bin/sh
# Says what is left to do by hand.
set -eu

echo "Deployed into resource group ${AZURE_RESOURCE_GROUP}."
echo
echo "Next steps:"
echo "1. Publish the app, unless 'azd up' is doing so now:  azd deploy"
if [ -z "${ALERT_WEBHOOK_URI:-}" ]; then
  cat <<STEP
2. Connect alerts to the app (once, after the first 'azd deploy'). The address holds the function's key, so keep it in a key vault:
     key=\$(az functionapp function keys list --resource-group ${AZURE_RESOURCE_GROUP} --name ${AZURE_FUNCTION_NAME} --function-name ReceiveAlert --query default --output tsv)
     azd env set-secret ALERT_WEBHOOK_URI     # value: ${SERVICE_API_URI}/api/alerts?code=<key>
     azd provision
STEP
fi
cat <<STEP
3. Let the app read each production database that shall be sampled. Run there as its Entra administrator:
     CREATE USER [${SHADOW_OPERATOR_NAME}] FROM EXTERNAL PROVIDER;
     GRANT VIEW DATABASE STATE TO [${SHADOW_OPERATOR_NAME}];
     GRANT SELECT ON dbo.YourTable TO [${SHADOW_OPERATOR_NAME}];
     GRANT VIEW CHANGE TRACKING ON dbo.YourTable TO [${SHADOW_OPERATOR_NAME}];
   Without this step the app forecasts from metrics alone.
4. Add a store; it starts in Recommend mode and changes nothing:
     PUT ${SERVICE_API_URI}/api/stores/{storeId}
STEP
