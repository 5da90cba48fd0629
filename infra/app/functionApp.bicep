// The control plane: a Flex Consumption plan and its one app. Settings hold names and ids, never a secret.
import { clients } from 'identity.bicep'

param name string
param planName string
param location string
param tags object
param identities clients
param shadowOperatorName string
param storageAccountName string
param deploymentContainerUri string
param componentName string
param subnetId string
param schedulerEndpoint string
param taskHubName string
param cycleMinutes int
param maximumInstanceCount int
param targetResourceGroupIds array
param discoverByTag bool
param discoverSubscriptionIds array
param extraAppSettings array
param shadowServerId string
param actionGroupId string

var clouds = {
  AzureCloud: 'Public'
  AzureChinaCloud: 'China'
  AzureUSGovernment: 'Government'
}

var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identities.runtime.clientId
  AzureWebJobsStorage__blobServiceUri: account.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: account.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: account.properties.primaryEndpoints.table
  APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identities.runtime.clientId};Authorization=AAD'
  AZURE_CLIENT_ID: identities.runtime.clientId
  TASKHUB_NAME: taskHubName
}

// host.json names the storage account; these settings put the scheduler in its place.
var schedulerSettings = empty(schedulerEndpoint)
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identities.runtime.clientId}'
    }

var appSettings = {
  SHADOW_SCHEDULE: '0 */${cycleMinutes} * * * *'
  Shadow__CycleMinutes: string(cycleMinutes)
  Azure__Cloud: clouds[environment().name]
  Azure__ManagedIdentityClientId: identities.productionScaler.clientId
  Azure__ShadowIdentityClientId: identities.shadowOperator.clientId
  Azure__ShadowIdentityName: shadowOperatorName
  Azure__MetricsIdentityClientId: identities.metricsReader.clientId
  Azure__AlertResourceGroupId: resourceGroup().id
  Azure__ActionGroupId: actionGroupId
  Azure__ShadowServerId: shadowServerId
  Azure__DiscoverByTag: toLower(string(discoverByTag))
}

// What may be changed on production: the very groups in which the scaler holds its role.
var allowedSettings = toObject(
  range(0, length(targetResourceGroupIds)),
  i => 'Azure__AllowedResourceIds__${i}',
  i => targetResourceGroupIds[i]
)

var discoverSettings = toObject(
  range(0, discoverByTag ? length(discoverSubscriptionIds) : 0),
  i => 'Azure__DiscoverSubscriptions__${i}',
  i => discoverSubscriptionIds[i]
)

// The owner's own. A deployment replaces all settings: what is set by hand in the portal is gone after it.
var extraSettings = toObject(
  extraAppSettings,
  setting => substring(setting, 0, indexOf(setting, '=')),
  setting => substring(setting, indexOf(setting, '=') + 1)
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identities.runtime.id}': {}
      '${identities.productionScaler.id}': {}
      '${identities.shadowOperator.id}': {}
      '${identities.metricsReader.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identities.runtime.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(hostSettings, schedulerSettings, appSettings, allowedSettings, discoverSettings, extraSettings)
  }

  // Publishing needs an Entra login; user name and password are switched off.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

output name string = site.name
output uri string = 'https://${site.properties.defaultHostName}'
