// Alerts of the reactive net call the app's webhook, which starts a cycle for the stores they name.
param name string
@secure()
param webhookUri string
param tags object

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'shadow'
    webhookReceivers: empty(webhookUri)
      ? []
      : [
          {
            name: 'receive-alert'
            serviceUri: webhookUri
            useCommonAlertSchema: true
          }
        ]
  }
}

output id string = actionGroup.id
