import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { unavailable } from '../../shared/http/problem.ts';

/** A 503 that says when to come back, where a write met with others for as long as we tried. */
export async function unlessBusy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isBusy = error instanceof TransactionCanceledException || error instanceof TransactionConflictException;
    if (!isBusy) throw error;
    throw unavailable('discussion-busy', 'Too many write here at once. Try again in a moment.');
  }
}
