import type { Comment } from './comment.ts';
import { button } from './element.ts';
import type { Here } from './here.ts';

interface Reaction {
  /** Whether it may be pressed; says why not. */
  may: () => boolean;
  fail: (error: unknown) => void;
}

/** Likes a comment, or takes that back, and shows how many do: as the snapshot has it until one has said so oneself. */
export function likeButton(comment: Comment, here: Here, { may, fail }: Reaction): HTMLButtonElement {
  const { words, api, likes } = here;
  let isBusy = false;
  let liked = likes.has(comment.id);
  const show = (count: number) => {
    const label = `${words.like} · ${count}`;
    made.textContent = label;
    made.setAttribute('aria-label', `${label}, ${comment.author}`);
    made.setAttribute('aria-pressed', String(liked));
  };
  const made = button('', () => {
    if (isBusy || !may()) return;
    isBusy = true;
    api
      .like(comment.id, !liked)
      .then((count) => {
        liked = !liked;
        likes.set(comment.id, liked);
        show(count);
      })
      .catch(fail)
      .finally(() => {
        isBusy = false;
      });
  });
  // The snapshot may not know of one's own yet.
  show(liked ? Math.max(comment.likes, 1) : comment.likes);
  return made;
}
