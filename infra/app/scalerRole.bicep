// What the production scaler may do. Neither role can delete, nor make a server; the app itself only ever sends PATCH
// for resources on its allow-list.
targetScope = 'subscription'

param suffix string
param assignableScopes string[]

var scalerRoleName = guid('production-scaler', suffix)
var operationRoleName = guid('operation-reader', suffix)

resource scaler 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: scalerRoleName
  properties: {
    roleName: 'Shadow Functions production scaler ${suffix}'
    description: 'Reads SQL databases and elastic pools and changes their size. Cannot delete.'
    type: 'CustomRole'
    assignableScopes: assignableScopes
    permissions: [
      {
        actions: [
          'Microsoft.Sql/servers/read'
          'Microsoft.Sql/servers/databases/read'
          'Microsoft.Sql/servers/databases/write'
          'Microsoft.Sql/servers/databases/operations/read'
          'Microsoft.Sql/servers/databases/operations/cancel/action'
          'Microsoft.Sql/servers/databases/usages/read'
          'Microsoft.Sql/servers/elasticPools/read'
          'Microsoft.Sql/servers/elasticPools/write'
          'Microsoft.Sql/servers/elasticPools/databases/read'
          'Microsoft.Sql/servers/elasticPools/operations/read'
          'Microsoft.Sql/servers/elasticPools/operations/cancel/action'
          'Microsoft.Insights/metrics/read'
          'Microsoft.Insights/metricDefinitions/read'
          'Microsoft.Authorization/locks/read'
          'Microsoft.Authorization/permissions/read'
        ]
        notActions: []
      }
    ]
  }
}

// The progress of a resize is read at addresses of the subscription, not of the database.
resource operations 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: operationRoleName
  properties: {
    roleName: 'Shadow Functions operation reader ${suffix}'
    description: 'Reads the progress of SQL operations and the sizes a region offers.'
    type: 'CustomRole'
    assignableScopes: assignableScopes
    permissions: [
      {
        actions: [
          'Microsoft.Sql/locations/capabilities/read'
          'Microsoft.Sql/locations/databaseAzureAsyncOperation/read'
          'Microsoft.Sql/locations/databaseOperationResults/read'
          'Microsoft.Sql/locations/elasticPoolAzureAsyncOperation/read'
          'Microsoft.Sql/locations/elasticPoolOperationResults/read'
        ]
        notActions: []
      }
    ]
  }
}

output scalerRoleName string = scaler.name
output operationRoleName string = operations.name
