// A CloudFront function (runtime cloudfront-js-2.0): one `Accept` for all who are content with plain JSON, so that the CDN keeps one
// copy for them. Who asks for something else, refuses or ranks something, is left to the API, which alone chooses (ADR 0073).

const PLAIN = /(?:^|,)\s*(?:\*\/\*|application\/(?:\*|json))\s*(?:[;,]|$)/;
const PARTICULAR = /ld\+json|ninjs|application\/json\s*;|;\s*q=0(?:\.0*)?\s*(?:,|$)/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request;
  const accept = request.headers.accept;
  const ranges = accept && !accept.multiValue ? accept.value.toLowerCase() : '';
  if (!accept || (PLAIN.test(ranges) && !PARTICULAR.test(ranges))) {
    request.headers.accept = { value: 'application/json' };
  }
  return request;
}
