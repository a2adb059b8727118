import type { DiscussionApi } from './api.ts';
import type { Comment, OwnComment } from './comment.ts';
import { commentForm } from './comment-form.ts';
import { commentView, type Setting } from './comment-view.ts';
import { button, element, focusOn } from './element.ts';

export interface ThreadDeps {
  api: DiscussionApi;
  setting: Setting;
  /** Told of what was written. */
  sent: (own: OwnComment) => void;
}

/** A comment with its answers, which are read when they are asked for, and a form to answer it. */
export function thread(comment: Comment, deps: ThreadDeps): HTMLLIElement {
  const { words } = deps.setting;
  const item = element('li', {}, commentView(comment, deps.setting));
  const actions = element('p', { class: 'actions' });
  if (comment.replyCount > 0) actions.append(answersButton(comment, item, deps));
  if (comment.status === 'PUBLISHED') {
    const answer = button(words.answer, () => {
      answer.disabled = true;
      const close = () => {
        form.remove();
        answer.disabled = false;
        answer.focus();
      };
      const form = commentForm({
        api: deps.api,
        words,
        legend: words.answerTo(comment.author),
        parentId: comment.id,
        sent: deps.sent,
        cancel: close,
      });
      actions.after(form);
      form.querySelector('textarea')?.focus();
    });
    actions.append(answer);
  }
  item.append(actions);
  return item;
}

/** Shows and hides the answers. */
function answersButton(comment: Comment, item: HTMLElement, { api, setting }: ThreadDeps): HTMLButtonElement {
  const { words } = setting;
  const list = element('ol', { id: `answers-${comment.id}`, hidden: true });
  const status = element('p', { role: 'status' });
  let next: string | undefined;
  let isRead = false;

  const read = async () => {
    try {
      const page = await api.answers(comment.id, next);
      const views = page.items.map((answer) => element('li', {}, commentView(answer, setting)));
      list.append(...views);
      next = page.next;
      isRead = true;
      status.replaceChildren(...(next === undefined ? [] : [more]));
      if (views[0]) focusOn(views[0]);
    } catch {
      status.textContent = words.unread;
    }
  };
  const more = button(words.moreAnswers, () => void read());
  const toggle = button(words.answers(comment.replyCount), () => {
    list.hidden = !list.hidden;
    status.hidden = list.hidden;
    toggle.textContent = list.hidden ? words.answers(comment.replyCount) : words.hideAnswers;
    toggle.setAttribute('aria-expanded', String(!list.hidden));
    if (!list.hidden && !isRead) {
      item.append(list, status);
      void read();
    }
  });
  toggle.setAttribute('aria-expanded', 'false');
  toggle.setAttribute('aria-controls', list.id);
  return toggle;
}
