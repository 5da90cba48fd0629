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
4. Give the app the key of the masking tokens, without which nothing is copied and no shadow is made: a secret of a key vault that the identity
   ${SHADOW_OPERATOR_NAME} may read (docs/deploying.md). Keep it: another key makes other tokens.
     az keyvault secret set --vault-name <vault> --name shadow-masking-key --value "\$(openssl rand -base64 32)" --output none
     az role assignment create --role "Key Vault Secrets User" --assignee ${SHADOW_OPERATOR_CLIENT_ID} --scope <id of the vault>/secrets/shadow-masking-key
     azd env set EXTRA_APP_SETTINGS '["Shadow__MaskingKeySecret=https://<vault>.vault.azure.net/secrets/shadow-masking-key"]'
     azd provision
5. Add a store; it starts in Recommend mode and changes nothing:
     PUT ${SERVICE_API_URI}/api/stores/{storeId}
STEP
