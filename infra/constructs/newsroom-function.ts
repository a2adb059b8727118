import { join } from 'node:path';
import { Duration, SymlinkFollowMode } from 'aws-cdk-lib';
import { type Conditions, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Variable } from '../../shared/environment.ts';
import { FUNCTIONS, type FunctionName, nodeOptionsOf } from '../functions.ts';
import type { Stage } from '../stage.ts';
import { accept } from './findings.ts';
import { KeptLogs } from './kept-logs.ts';

/** What all functions of a stage have in common. */
export interface FunctionDefaults {
  stage: Stage;
  /** The directory that `bundleFunctions` answered. */
  bundles: string;
}

/**
 * A function of the newsroom: its bundle on Node 24 and arm64, logs as JSON in a group of its own, traced. It starts with no
 * right but to write its own logs and traces; bindings add each resource's variable and actions. Its id is its folder's name
 * in Pascal case.
 */
export class NewsroomFunction extends lambda.Function {
  readonly rights: Role;

  constructor(scope: Construct, name: FunctionName, { stage, bundles }: FunctionDefaults) {
    const id = pascal(name);
    const { description, timeoutSeconds, memoryMb } = FUNCTIONS[name];
    const logGroup = new KeptLogs(scope, `${id}Logs`, stage.logs);
    // A role of our own, since the default one may create and write every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    accept(role, { 'AwsSolutions-IAM5[Resource::*]': 'X-Ray’s actions know no resources.' });
    super(scope, id, {
      description,
      // A local stage links to modules of this machine.
      code: lambda.Code.fromAsset(join(bundles, name), { followSymlinks: SymlinkFollowMode.NEVER }),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel[stage.logs.level],
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      tracing: lambda.Tracing.ACTIVE,
      environment: {
        NODE_OPTIONS: nodeOptionsOf(name),
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_LOG_LEVEL: stage.logs.level,
        POWERTOOLS_METRICS_NAMESPACE: 'Newsroom',
      },
    });
    this.rights = role;
  }

  /** Sets variables that name no resource. */
  tell(variables: Partial<Record<Variable, string>>): this {
    for (const [name, value] of Object.entries(variables)) this.addEnvironment(name, value);
    return this;
  }

  /** Allows these actions, by their full names, on these ARNs, under these conditions. */
  allow(actions: readonly string[], resources: string[], conditions: Conditions = {}): this {
    this.rights.addToPolicy(new PolicyStatement({ actions: [...actions], resources, conditions }));
    return this;
  }
}

const pascal = (name: string) => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
