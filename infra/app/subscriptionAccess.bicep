// Read access to one subscription of production: metrics are read in batches, which the platform checks for the whole subscription.
targetScope = 'subscription'

param metricsReaderPrincipalId string
param productionScalerPrincipalId string
param operationRoleName string

var monitoringReaderRoleId = '43d0d8ad-25c7-4714-9337-8ba259a9fe05'

resource metrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, metricsReaderPrincipalId, monitoringReaderRoleId)
  properties: {
    principalId: metricsReaderPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringReaderRoleId)
  }
}

resource operations 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, productionScalerPrincipalId, operationRoleName)
  properties: {
    principalId: productionScalerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', operationRoleName)
  }
}
