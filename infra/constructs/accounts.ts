import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, CfnUserPoolGroup, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Role } from '../../shared/http/caller.ts';
import type { Stage, TokenIssuer } from '../stage.ts';
import { accept } from './findings.ts';

/** What staff may be: each is a group of the pool. Who is in it is the desk's to say, never the account's own. */
const STAFF: readonly Role[] = ['moderator', 'editor'];

/**
 * The accounts of readers and staff, for a stage that brings no issuer of its own: anyone may sign up with an address that is
 * theirs. ID tokens are what the API takes; their `cognito:groups` are the roles.
 */
export class Accounts extends UserPool {
  readonly #client: UserPoolClient;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(7),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: stage.protectData,
      removalPolicy: stage.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    accept(this, {
      'AwsSolutions-COG2': 'Readers need no second factor to comment; it is there for whoever wants it.',
      'AwsSolutions-COG3': 'Threat protection comes with the plan below.',
      'AwsSolutions-COG8': 'The Plus plan is paid by the active user; who needs it brings an issuer of their own.',
    });
    for (const role of STAFF) new CfnUserPoolGroup(this, role, { userPoolId: this.userPoolId, groupName: role });
    this.#client = this.addClient('Site', {
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
  }

  /** By what the API knows tokens of this pool. */
  get issuer(): TokenIssuer {
    return {
      issuer: this.userPoolProviderUrl,
      jwksUri: `${this.userPoolProviderUrl}/.well-known/jwks.json`,
      audience: this.#client.userPoolClientId,
      rolesClaim: 'cognito:groups',
    };
  }
}
