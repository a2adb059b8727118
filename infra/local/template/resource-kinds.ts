/** Where the local host answers, which is what the values of `Ref` and `Fn::GetAtt` are made of. */
export interface Place {
  siteUrl: string;
  storeUrl: string;
}

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

type Value = (name: string, place: Place) => string;

/**
 * What `Ref` and each attribute of a type of resource give here. Its name is `newsroom-` and its construct's name, its
 * construct's name alone, or its logical id.
 */
export interface Kind {
  naming?: 'newsroom' | 'construct';
  ref: Value;
  attributes: Record<string, Value>;
}

const arn = (service: string, resource: (name: string) => string): Value => {
  const place = service === 's3' ? ':' : `${REGION}:${ACCOUNT}`;
  return (name) => `arn:aws:${service}:${place}:${resource(name)}`;
};

const named: Value = (name) => name;

const identified = { ref: named, attributes: { Id: named } };

/** The types that the local host runs or looks into. */
export const RUN: Record<string, Kind> = {
  'AWS::S3::Bucket': {
    naming: 'newsroom',
    ref: named,
    attributes: {
      Arn: (name) => `arn:aws:s3:::${name}`,
      DomainName: (name) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: (name) => `${name}.s3.${REGION}.amazonaws.com`,
    },
  },
  'AWS::DynamoDB::Table': {
    naming: 'newsroom',
    ref: named,
    attributes: {
      Arn: arn('dynamodb', (name) => `table/${name}`),
      StreamArn: arn('dynamodb', (name) => `table/${name}/stream/local`),
    },
  },
  'AWS::SQS::Queue': {
    naming: 'newsroom',
    ref: (name, place) => `${place.storeUrl}/${ACCOUNT}/${name}`,
    attributes: {
      Arn: arn('sqs', (name) => name),
      QueueName: named,
      QueueUrl: (name, place) => `${place.storeUrl}/${ACCOUNT}/${name}`,
    },
  },
  'AWS::Lambda::Function': {
    naming: 'construct',
    ref: named,
    attributes: { Arn: arn('lambda', (name) => `function:${name}`) },
  },
  'AWS::Lambda::EventSourceMapping': { ref: named, attributes: {} },
  'AWS::Scheduler::Schedule': {
    naming: 'construct',
    ref: named,
    attributes: { Arn: arn('scheduler', (name) => `schedule/default/${name}`) },
  },
  'AWS::Events::EventBus': {
    naming: 'newsroom',
    ref: named,
    attributes: { Arn: arn('events', (name) => `event-bus/${name}`), Name: named },
  },
  'AWS::Events::Rule': {
    naming: 'construct',
    ref: named,
    attributes: { Arn: arn('events', (name) => `rule/${name}`) },
  },
  'AWS::ApiGatewayV2::Api': {
    naming: 'construct',
    ref: named,
    attributes: { ApiId: named, ApiEndpoint: (name) => `https://${name}.execute-api.${REGION}.amazonaws.com` },
  },
  'AWS::ApiGatewayV2::Integration': { ref: named, attributes: {} },
  'AWS::ApiGatewayV2::Route': { ref: named, attributes: {} },
  'AWS::CloudFront::Distribution': {
    ref: named,
    attributes: { Id: named, DomainName: (_, place) => new URL(place.siteUrl).host },
  },
  'AWS::CloudFront::Function': {
    ref: named,
    attributes: { FunctionARN: (name) => `arn:aws:cloudfront::${ACCOUNT}:function/${name}` },
  },
  'AWS::CloudFront::CachePolicy': identified,
  'AWS::CloudFront::OriginRequestPolicy': identified,
  'AWS::CloudFront::ResponseHeadersPolicy': identified,
  'AWS::SecretsManager::Secret': {
    naming: 'newsroom',
    ref: arn('secretsmanager', (name) => `secret:${name}`),
    attributes: { Id: arn('secretsmanager', (name) => `secret:${name}`) },
  },
};

const unused = (service: string): Kind => ({
  ref: named,
  attributes: new Proxy<Record<string, Value>>(
    {},
    { get: (_, attribute) => arn(service, (name) => `${name}/${String(attribute)}`) },
  ),
});

/**
 * The types of which nothing runs here, though others may refer to them. Permissions among them are **not enforced**
 * locally: a missing grant shows in `test/infra`, where every grant is asserted, or once deployed.
 */
export const LEFT_OUT: Record<string, Kind> = {
  'AWS::IAM::Role': unused('iam'),
  'AWS::IAM::Policy': unused('iam'),
  'AWS::IAM::ManagedPolicy': unused('iam'),
  'AWS::Lambda::Permission': unused('lambda'),
  'AWS::Lambda::EventInvokeConfig': unused('lambda'),
  'AWS::S3::BucketPolicy': unused('s3'),
  'AWS::SQS::QueuePolicy': unused('sqs'),
  'AWS::SNS::Topic': { ref: arn('sns', (name) => name), attributes: { TopicArn: arn('sns', (name) => name) } },
  'AWS::SNS::TopicPolicy': unused('sns'),
  'AWS::SNS::Subscription': unused('sns'),
  'AWS::KMS::Key': unused('kms'),
  'AWS::KMS::Alias': unused('kms'),
  'AWS::Logs::LogGroup': unused('logs'),
  'AWS::Logs::MetricFilter': unused('logs'),
  'AWS::CloudWatch::Alarm': unused('cloudwatch'),
  'AWS::CloudWatch::CompositeAlarm': unused('cloudwatch'),
  'AWS::CloudWatch::Dashboard': unused('cloudwatch'),
  'AWS::Scheduler::ScheduleGroup': unused('scheduler'),
  'AWS::ApiGatewayV2::Stage': unused('apigateway'),
  'AWS::CloudFront::OriginAccessControl': unused('cloudfront'),
  'AWS::CloudFront::MonitoringSubscription': unused('cloudfront'),
  'AWS::WAFv2::WebACL': unused('wafv2'),
  'AWS::CertificateManager::Certificate': unused('acm'),
  'AWS::Route53::RecordSet': unused('route53'),
  'AWS::SecretsManager::RotationSchedule': unused('secretsmanager'),
  'AWS::CDK::Metadata': unused('cdk'),
};

/** How a type of resource is treated here. Throws, naming the type and the resource, for one that nobody has thought of. */
export function kindOf(type: string, logicalId: string): Kind {
  const kind = RUN[type] ?? LEFT_OUT[type];
  if (!kind) {
    throw new Error(
      `The local host does not know the resource type ${type} (${logicalId}): run it in infra/local, or list it in resource-kinds.ts as left out`,
    );
  }
  return kind;
}
