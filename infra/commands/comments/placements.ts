/** Where a comment of the old site stands: below which one, in which thread, and whether it can be imported. */
export interface Node {
  id: string;
  /** The how manieth comment of the file it is. */
  place: number;
  thread: string;
  parent: string | undefined;
  /** Why it is not imported. */
  skipped?: string;
  isDeleted: boolean;
}

/** Where it comes to stand here, two levels deep: at the head of a thread, or below one, and what it answers there. */
export interface Placement {
  head?: string;
  replyTo?: string;
  /** The comment that it answers is not in the file, is on another page, or is below itself: it stands at the head now. */
  isMoved?: true;
}

/**
 * Where each comment comes to stand that is imported. What answers a comment that is not imported goes below the one above that. Each is
 * looked at twice at most, however deep threads are; ids and nothing else is kept of a comment.
 */
export function placementsOf(nodes: ReadonlyMap<string, Node>): (id: string) => Placement {
  /** By id: the path to the head, cut short once it is known. */
  const heads = new Map<string, string | undefined>();
  const parentOf = (node: Node): Node | undefined => {
    const parent = node.parent === undefined ? undefined : nodes.get(node.parent);
    return parent?.thread === node.thread ? parent : undefined;
  };

  /** The topmost that is imported, at or above this one; undefined where there is none. */
  function headOf(id: string): string | undefined {
    const path: Node[] = [];
    const seen = new Set<string>();
    let node = nodes.get(id);
    while (node && !heads.has(node.id) && !seen.has(node.id)) {
      path.push(node);
      seen.add(node.id);
      node = parentOf(node);
    }
    // Undefined at the top and in a circle.
    let head = node && heads.get(node.id);
    for (const each of path.reverse()) {
      head ??= each.skipped === undefined ? each.id : undefined;
      heads.set(each.id, head);
    }
    return head;
  }

  /** The nearest above that is imported. */
  function answered(node: Node): Node | undefined {
    const seen = new Set([node.id]);
    let above = parentOf(node);
    while (above && above.skipped !== undefined && !seen.has(above.id)) {
      seen.add(above.id);
      above = parentOf(above);
    }
    return above?.skipped === undefined ? above : undefined;
  }

  return (id) => {
    const node = nodes.get(id);
    const head = headOf(id);
    if (!node || head === undefined || head === id) {
      return node?.parent !== undefined ? { isMoved: true } : {};
    }
    const replyTo = answered(node);
    return { head, ...(replyTo && replyTo.id !== head && { replyTo: replyTo.id }) };
  };
}
