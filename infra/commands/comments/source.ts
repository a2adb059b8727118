/** A page of the old site that was discussed. */
export interface SourceThread {
  id: string;
  /** Where it was, the best first. */
  urls: string[];
}

/** A comment as the old site has exported it. */
export interface SourceComment {
  /** Never the same for two comments, of whatever site. */
  id: string;
  thread: string;
  parent: string | undefined;
  name: string;
  email: string | undefined;
  /** What the old site knew an author by. */
  account: string | undefined;
  html: string;
  /** As it stands there. */
  createdAt: string;
  /** Its time said no zone, and was taken for UTC. */
  isWithoutZone?: true;
  state: 'published' | 'pending' | 'spam' | 'deleted' | 'no comment';
}

export type SourceEntry = { thread: SourceThread } | { comment: SourceComment };
