// Who may do what within the app's own resource group.
import { principals } from 'identity.bicep'

param identities principals
param storageAccountName string
param componentName string
param schedulerName string
param shadowServerName string
param roleSuffix string

var storageRoles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'
var durableTaskDataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'
var sqlDbContributor = '9b7fa17d-e63e-47b0-bb0a-15c516ac86ec'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = if (!empty(schedulerName)) {
  name: schedulerName
}

resource shadowServer 'Microsoft.Sql/servers@2023-08-01' existing = if (!empty(shadowServerName)) {
  name: shadowServerName
}

resource runtimeOnStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(storageRoles): {
    name: guid(account.id, identities.runtime, role.value)
    scope: account
    properties: {
      principalId: identities.runtime
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource runtimeOnTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, identities.runtime, monitoringMetricsPublisher)
  scope: component
  properties: {
    principalId: identities.runtime
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}

resource runtimeOnScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  name: guid(resourceGroup().id, schedulerName, identities.runtime, durableTaskDataContributor)
  scope: scheduler
  properties: {
    principalId: identities.runtime
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
  }
}

// Makes and deletes databases, therefore on the shadow server alone.
resource operatorOnShadows 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(shadowServerName)) {
  name: guid(resourceGroup().id, shadowServerName, identities.shadowOperator, sqlDbContributor)
  scope: shadowServer
  properties: {
    principalId: identities.shadowOperator
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', sqlDbContributor)
  }
}

// The alert rules of the reactive net live in this resource group; only here may they be removed again.
resource alertTuner 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('alert-tuner', resourceGroup().id)
  properties: {
    roleName: 'Shadow Functions alert tuner ${roleSuffix}'
    description: 'Keeps metric alert rules.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Insights/metricAlerts/read'
          'Microsoft.Insights/metricAlerts/write'
          'Microsoft.Insights/metricAlerts/delete'
          'Microsoft.Insights/actionGroups/read'
          'Microsoft.Authorization/permissions/read'
          'Microsoft.Sql/servers/read'
        ]
        notActions: []
      }
    ]
  }
}

resource scalerOnAlerts 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identities.productionScaler, alertTuner.id)
  properties: {
    principalId: identities.productionScaler
    principalType: 'ServicePrincipal'
    roleDefinitionId: alertTuner.id
  }
}
