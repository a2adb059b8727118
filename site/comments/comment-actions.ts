import type { Comment } from './comment.ts';
import { commentForm } from './comment-form.ts';
import { disclosure } from './disclosure.ts';
import { element } from './element.ts';
import { explain } from './explain.ts';
import { flagForm } from './flag-form.ts';
import type { Here } from './here.ts';
import { likeButton } from './like-button.ts';
import { EDIT_MS, editForm, removalForm } from './own-forms.ts';

/** What a reader can do with a comment that is shown, and where it is said what came of it. */
export function commentActions(comment: Comment, here: Here): HTMLElement[] {
  const { words, account, own, closedSince } = here;
  const bar = element('p', { class: 'actions' });
  const status = element('p', { role: 'status' });
  const say = (said: string) => {
    status.textContent = said;
  };
  const opens = (label: string, form: (close: () => void) => HTMLElement, may?: () => boolean) =>
    disclosure({ label, said: words.on(label, comment.author), place: bar, form, ...(may && { may }) });
  // Nothing is asked for who is not signed in.
  const mayReact = () => {
    const may = account() !== undefined;
    say(may ? '' : words.needsAccount);
    return may;
  };

  const isOpen = closedSince === undefined;
  const isOwn = own.find(comment.id) !== undefined;
  const isPublished = comment.status === 'PUBLISHED';
  if (isPublished && isOpen) {
    const legend = words.answerTo(comment.author);
    bar.append(
      likeButton(comment, here, { may: mayReact, fail: (error) => say(explain(error, here)) }),
      opens(words.answer, (close) => commentForm({ here, legend, parentId: comment.id, close })),
    );
  } else if (isPublished && comment.likes > 0) {
    bar.append(element('span', { class: 'meta' }, words.likes(comment.likes)));
  }
  if (isPublished && !isOwn) {
    bar.append(opens(words.report, (close) => flagForm(comment, here, { close, sent: say }), mayReact));
  }
  if (isOwn && isOpen) {
    const left = Date.parse(comment.createdAt) + EDIT_MS - here.now();
    if (left > 0)
      bar.append(
        forNow(
          opens(words.edit, (close) => editForm(comment, here, close)),
          left,
        ),
      );
  }
  if (isOwn) bar.append(opens(words.remove, (close) => removalForm(comment, here, close)));
  return [bar, status];
}

/** Who is in the midst of it by the end is told by the API that it is too late. */
function forNow(button: HTMLButtonElement, milliseconds: number): HTMLButtonElement {
  setTimeout(() => {
    if (button.getAttribute('aria-expanded') !== 'true') button.remove();
  }, milliseconds);
  return button;
}
