targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the environment; part of every resource name.')
param environmentName string

@description('Region of everything this deployment makes. The list holds the regions with Flex Consumption.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'eastus2euap'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Resource ids of the resource groups that hold production databases. Empty: nothing can be read or changed yet.')
param targetResourceGroupIds array = []

@description('Takes up databases and pools that are tagged shadow:managed=true.')
param discoverByTag bool = false

@description('Ids of the subscriptions to look for tags in. Empty: those of the target resource groups.')
param discoverSubscriptions array = []

@description('Further app settings, each as NAME=value. They win over those of this template. No secrets.')
param extraAppSettings array = []

@description('Minutes between two cycles. Sets the schedule too.')
@allowed([1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30])
param cycleMinutes int = 5

@description('Where orchestrations are kept: the storage account, or a Durable Task Scheduler.')
@allowed(['storage', 'scheduler'])
param durableBackend string = 'storage'

@description('Puts the app into a virtual network and closes storage and the shadow server to the public network.')
param vnetEnabled bool = false

@description('Makes the logical SQL server that holds shadows. Without it the app forecasts from history alone.')
param shadowServerEnabled bool = true

@secure()
@description('Address of the app\'s alert webhook with its function key. Empty: alerts call nobody.')
param alertWebhookUri string = ''

@minValue(1)
@description('Monthly budget of the resource group, in the subscription\'s currency.')
param budgetAmount int = 50

@description('Who is told when the budget is nearly used. Empty: no budget is made.')
param budgetContactEmails array = []

@description('First day of a month, yyyy-MM-01; a budget\'s start cannot be moved later. Empty: this month.')
param budgetStartDate string = ''

@minValue(30)
@maxValue(730)
@description('Days that logs are kept.')
param logRetentionDays int = 30

@minValue(40)
@maxValue(1000)
@description('Most instances the app may scale out to.')
param maximumInstanceCount int = 40

@description('Not for callers: the month of this deployment.')
param currentMonth string = utcNow('yyyy-MM-01')

var abbrs = loadJsonContent('./abbreviations.json')
var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var taskHubName = '${abbrs.taskHub}${resourceToken}'
var usesScheduler = durableBackend == 'scheduler'
var targetSubscriptionIds = map(targetResourceGroupIds, id => split(id, '/')[2])
var subscriptionIds = concat(targetSubscriptionIds, discoverByTag ? discoverSubscriptions : [])
var distinctSubscriptionIds = filter(subscriptionIds, (id, i) => indexOf(subscriptionIds, id) == i)

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: '${abbrs.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identities 'app/identity.bicep' = {
  name: 'identities'
  scope: group
  params: {
    prefix: abbrs.managedIdentity
    token: resourceToken
    location: location
    tags: tags
  }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbrs.logAnalyticsWorkspace}${resourceToken}'
    componentName: '${abbrs.insightsComponent}${resourceToken}'
    retentionDays: logRetentionDays
    location: location
    tags: tags
  }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${abbrs.storageAccount}${resourceToken}'
    publicAccess: !vnetEnabled
    location: location
    tags: tags
  }
}

module scheduler 'app/scheduler.bicep' = if (usesScheduler) {
  name: 'scheduler'
  scope: group
  params: {
    name: '${abbrs.durableTaskScheduler}${resourceToken}'
    taskHubName: taskHubName
    location: location
    tags: tags
  }
}

module shadowServer 'app/shadowServer.bicep' = if (shadowServerEnabled) {
  name: 'shadow-server'
  scope: group
  params: {
    name: '${abbrs.sqlServer}shadow-${resourceToken}'
    administrator: identities.outputs.shadowOperator
    publicAccess: !vnetEnabled
    location: location
    tags: tags
  }
}

module network 'app/network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    name: '${abbrs.virtualNetwork}${resourceToken}'
    storageAccountName: storage.outputs.name
    shadowServerName: shadowServerEnabled ? shadowServer!.outputs.name : ''
    location: location
    tags: tags
  }
}

module rbac 'app/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    identities: identities.outputs.principalIds
    storageAccountName: storage.outputs.name
    componentName: monitoring.outputs.componentName
    schedulerName: usesScheduler ? scheduler!.outputs.name : ''
    shadowServerName: shadowServerEnabled ? shadowServer!.outputs.name : ''
    roleSuffix: resourceToken
  }
}

module scalerRole 'app/scalerRole.bicep' = {
  name: 'scaler-role-${resourceToken}'
  params: {
    suffix: resourceToken
    assignableScopes: union([subscription().id], map(distinctSubscriptionIds, id => '/subscriptions/${id}'))
  }
}

module targetAccess 'app/targetAccess.bicep' = [
  for (id, i) in targetResourceGroupIds: {
    name: 'target-access-${resourceToken}-${i}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      principalId: identities.outputs.principalIds.productionScaler
      roleName: scalerRole.outputs.scalerRoleName
    }
  }
]

module subscriptionAccess 'app/subscriptionAccess.bicep' = [
  for (id, i) in distinctSubscriptionIds: {
    name: 'subscription-access-${resourceToken}-${i}'
    scope: subscription(id)
    params: {
      metricsReaderPrincipalId: identities.outputs.principalIds.metricsReader
      productionScalerPrincipalId: identities.outputs.principalIds.productionScaler
      operationRoleName: scalerRole.outputs.operationRoleName
    }
  }
]

module actionGroup 'app/actionGroup.bicep' = {
  name: 'action-group'
  scope: group
  params: {
    name: '${abbrs.actionGroup}${resourceToken}'
    webhookUri: alertWebhookUri
    tags: tags
  }
}

module functionApp 'app/functionApp.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    name: '${abbrs.functionApp}${resourceToken}'
    planName: '${abbrs.plan}${resourceToken}'
    location: location
    tags: tags
    identities: identities.outputs.clients
    shadowOperatorName: identities.outputs.shadowOperator.name
    storageAccountName: storage.outputs.name
    deploymentContainerUri: storage.outputs.deploymentContainerUri
    componentName: monitoring.outputs.componentName
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : ''
    taskHubName: taskHubName
    cycleMinutes: cycleMinutes
    maximumInstanceCount: maximumInstanceCount
    targetResourceGroupIds: targetResourceGroupIds
    discoverByTag: discoverByTag
    discoverSubscriptionIds: empty(discoverSubscriptions) ? distinctSubscriptionIds : discoverSubscriptions
    extraAppSettings: extraAppSettings
    shadowServerId: shadowServerEnabled ? shadowServer!.outputs.id : ''
    actionGroupId: actionGroup.outputs.id
  }
  // The host reads its storage when it starts: the roles must be there before.
  dependsOn: [rbac]
}

module budget 'app/budget.bicep' = if (!empty(budgetContactEmails)) {
  name: 'budget'
  scope: group
  params: {
    name: '${abbrs.budget}${resourceToken}'
    amount: budgetAmount
    contactEmails: budgetContactEmails
    startDate: empty(budgetStartDate) ? currentMonth : budgetStartDate
  }
}

module workbook 'app/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    componentId: monitoring.outputs.componentId
    location: location
    tags: tags
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = functionApp.outputs.name
output SERVICE_API_URI string = functionApp.outputs.uri
output AZURE_FUNCTION_NAME string = functionApp.outputs.name
output TASKHUB_NAME string = taskHubName
output SHADOW_OPERATOR_NAME string = identities.outputs.shadowOperator.name
output SHADOW_OPERATOR_CLIENT_ID string = identities.outputs.clients.shadowOperator.clientId
output SHADOW_SERVER_NAME string = shadowServerEnabled ? shadowServer!.outputs.name : ''
