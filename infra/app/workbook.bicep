// The fleet at a glance: cycles, stores, changes and failures, from the app's own telemetry.
param componentId string
param location string
param tags object

resource workbook 'Microsoft.Insights/workbooks@2022-04-01' = {
  name: guid(resourceGroup().id, 'fleet')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Shadow Functions fleet'
    category: 'workbook'
    sourceId: componentId
    serializedData: loadTextContent('fleet.workbook.json')
  }
}
