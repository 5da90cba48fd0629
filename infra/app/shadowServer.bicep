// The logical server that holds shadows and nothing else. Entra logins only; the shadow operator administers it.
param name string
param administrator { name: string, clientId: string }
param publicAccess bool
param location string
param tags object

resource server 'Microsoft.Sql/servers@2023-08-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    minimalTlsVersion: '1.2'
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    administrators: {
      administratorType: 'ActiveDirectory'
      azureADOnlyAuthentication: true
      login: administrator.name
      principalType: 'Application'
      sid: administrator.clientId
      tenantId: tenant().tenantId
    }
  }

  // 0.0.0.0 stands for "from within Azure": a Flex app without a virtual network has no fixed addresses.
  resource fromAzure 'firewallRules' = if (publicAccess) {
    name: 'AllowAzureServices'
    properties: {
      startIpAddress: '0.0.0.0'
      endIpAddress: '0.0.0.0'
    }
  }
}

output name string = server.name
output id string = server.id
