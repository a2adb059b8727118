import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { newsroom, resourcesOf } from '../stack-under-test.ts';

describe('the accounts of a stage', () => {
  it('are a user pool of its own, whose ID tokens the API takes and whose groups are the roles', () => {
    const template = newsroom('dev');
    const pools = [...resourcesOf(template, 'AWS::Cognito::UserPool').keys()];
    const clients = [...resourcesOf(template, 'AWS::Cognito::UserPoolClient').keys()];
    expect([pools.length, clients.length]).toEqual([1, 1]);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          JWT_ISSUER: { 'Fn::GetAtt': [pools[0], 'ProviderURL'] },
          JWT_AUDIENCE: { Ref: clients[0] },
          JWT_ROLES_CLAIM: 'cognito:groups',
        }),
      },
    });
    const groups = [...resourcesOf(template, 'AWS::Cognito::UserPoolGroup').values()];
    expect(groups.map(({ Properties }) => Properties.GroupName).sort()).toEqual(['editor', 'moderator']);
  });

  it('do not tell strangers who has one, and nobody puts themselves into a group', () => {
    newsroom('dev').hasResourceProperties('AWS::Cognito::UserPoolClient', {
      PreventUserExistenceErrors: 'ENABLED',
      AllowedOAuthFlowsUserPoolClient: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: Match.absent(),
    });
  });

  it('stay when the stack of a stage that protects its data goes', () => {
    newsroom('prod').hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtection: 'ACTIVE' },
    });
  });

  it('are those of an issuer that the stage brings, where it brings one', () => {
    const jwt = { issuer: 'https://id.example', audience: 'news', jwksUri: 'https://id.example/keys', rolesClaim: 'r' };
    const template = newsroom('prod', { jwt });
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'news' }) },
    });
  });
});
