// One identity per duty: what one may do, the others may not.
param prefix string
param token string
param location string
param tags object

resource runtime 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}runtime-${token}'
  location: location
  tags: tags
}

resource productionScaler 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}production-scaler-${token}'
  location: location
  tags: tags
}

resource shadowOperator 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}shadow-operator-${token}'
  location: location
  tags: tags
}

resource metricsReader 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}metrics-reader-${token}'
  location: location
  tags: tags
}

@export()
type principals = {
  runtime: string
  productionScaler: string
  shadowOperator: string
  metricsReader: string
}

@export()
type client = { id: string, clientId: string }

@export()
type clients = {
  runtime: client
  productionScaler: client
  shadowOperator: client
  metricsReader: client
}

output principalIds principals = {
  runtime: runtime.properties.principalId
  productionScaler: productionScaler.properties.principalId
  shadowOperator: shadowOperator.properties.principalId
  metricsReader: metricsReader.properties.principalId
}

output clients clients = {
  runtime: { id: runtime.id, clientId: runtime.properties.clientId }
  productionScaler: { id: productionScaler.id, clientId: productionScaler.properties.clientId }
  shadowOperator: { id: shadowOperator.id, clientId: shadowOperator.properties.clientId }
  metricsReader: { id: metricsReader.id, clientId: metricsReader.properties.clientId }
}

output shadowOperator object = {
  name: shadowOperator.name
  clientId: shadowOperator.properties.clientId
}
