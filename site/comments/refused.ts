import { type Comment, members, numberOf, readComment, textOf } from './comment.ts';

/** What came instead of the answer hoped for: a problem (RFC 9457), or nothing, with `status` 0. */
export class Refused extends Error {
  readonly status: number;
  /** The problem's stable name; empty where there is none. */
  readonly code: string;
  /** Seconds, where the answer says when to come back. */
  readonly retryAfter: number | undefined;
  /** Until when, in RFC 3339, where the refusal ends by itself. */
  readonly until: string | undefined;
  /** The comment as it stands, where another text of it was meant. */
  readonly comment: Comment | undefined;

  constructor(status = 0, problem: unknown = undefined, retryAfter: number | undefined = undefined) {
    super(`The answer was ${status}`);
    const of = members(problem);
    this.status = status;
    this.code = textOf(of.get('code')) ?? '';
    this.until = textOf(of.get('until'));
    this.comment = readComment(of.get('comment'));
    this.retryAfter = retryAfter;
  }
}

/** The refusal that an answer is; undefined: there was none. */
export async function refusalOf(response: Response | undefined): Promise<Refused> {
  if (!response) return new Refused();
  const problem: unknown = await response.json().catch(() => undefined);
  const seconds = numberOf(Number(response.headers.get('retry-after')));
  return new Refused(response.status, problem, seconds > 0 ? seconds : undefined);
}
