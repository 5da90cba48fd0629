// The app's way to storage and to the shadow server without the public network.
param name string
param storageAccountName string
param shadowServerName string
param location string
param tags object
param addressPrefix string = '10.0.0.0/16'

var storageServices = ['blob', 'queue', 'table']
var zoneNames = concat(
  map(storageServices, service => 'privatelink.${service}.${environment().suffixes.storage}'),
  empty(shadowServerName) ? [] : ['privatelink${environment().suffixes.sqlServerHostname}']
)
var endpoints = concat(
  map(storageServices, service => { service: service, targetId: account.id }),
  empty(shadowServerName)
    ? []
    : [{ service: 'sqlServer', targetId: resourceId('Microsoft.Sql/servers', shadowServerName) }]
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource privateEndpoints 'subnets' existing = {
    name: 'private-endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, i) in zoneNames: {
    parent: zones[i]
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      // The zone knows our server alone. Names of others behind private endpoints elsewhere, such as production's, go on to public DNS.
      resolutionPolicy: 'NxDomainRedirect'
      virtualNetwork: { id: virtualNetwork.id }
    }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for endpoint in endpoints: {
    name: 'pe-${endpoint.service}-${name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: virtualNetwork::privateEndpoints.id }
      privateLinkServiceConnections: [
        {
          name: endpoint.service
          properties: {
            privateLinkServiceId: endpoint.targetId
            groupIds: [endpoint.service]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (zone, i) in zoneNames: {
    parent: privateEndpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'zone'
          properties: { privateDnsZoneId: zones[i].id }
        }
      ]
    }
    dependsOn: [links]
  }
]

output appSubnetId string = virtualNetwork::app.id
