/** The HTTP API as the template has it. */
export interface HttpApiSpec {
  /** Its id, which its host name begins with. */
  name: string;
  routes: ApiRoute[];
  cors?: CorsSpec;
}

export interface ApiRoute {
  /** `GET /api/articles/{id}`, or `$default`. */
  routeKey: string;
  functionName: string;
  /** The integration's own limit, at most 30 s. */
  timeoutSeconds: number;
}

export interface CorsSpec {
  allowOrigins: string[];
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  allowCredentials: boolean;
  maxAgeSeconds?: number;
}

/** The CDN as the template has it: `behaviors` in their order of precedence, the default (`*`) last. */
export interface DistributionSpec {
  behaviors: BehaviorSpec[];
  errorResponses: ErrorResponseSpec[];
  defaultRootObject?: string;
}

export interface BehaviorSpec {
  pathPattern: string;
  origin: OriginSpec;
  allowedMethods: string[];
  compress: boolean;
  /** The source of the function that sees each request first, in the runtime cloudfront-js-2.0. */
  viewerFunction?: string;
  responseHeaders?: ResponseHeadersSpec;
  forwards: ForwardSpec;
}

export type OriginSpec =
  | PlainOriginSpec
  /** The second is asked when the first answers with one of these statuses. */
  | { kind: 'group'; primary: PlainOriginSpec; fallback: PlainOriginSpec; statusCodes: number[] };

export type PlainOriginSpec =
  | { kind: 'bucket'; bucket: string; path: string; listable: boolean }
  | { kind: 'api'; api: string; path: string; customHeaders: Record<string, string> };

/** What of a viewer's request reaches the origin beside what CloudFront always sends. Names of headers are in lower case. */
export interface ForwardSpec {
  headers: Selection;
  queryStrings: Selection;
  cookies: Selection;
  /** Whether the encodings that the viewer takes matter: without it CloudFront compresses nothing. */
  acceptEncoding: boolean;
}

/** `all` but `except`, or none; and those `named` in any case. */
export interface Selection {
  all: boolean;
  except: string[];
  named: string[];
}

export interface ResponseHeadersSpec {
  set: { name: string; value: string; override: boolean }[];
  remove: string[];
}

export interface ErrorResponseSpec {
  errorCode: number;
  responseCode?: number;
  responsePagePath?: string;
}
