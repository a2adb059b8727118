interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 30;

/** How a long work gets on: a bar in a terminal, a line for every tenth of it anywhere else. */
export function progressLine(out: Terminal = process.stderr) {
  let tenths = 0;
  return {
    at(done: number, total: number): void {
      const share = total === 0 ? 1 : done / total;
      const filled = Math.round(WIDTH * share);
      if (out.isTTY) out.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}`);
      else if (Math.floor(10 * share) > tenths) {
        tenths = Math.floor(10 * share);
        out.write(`${done} of ${total}\n`);
      }
    },
    end(): void {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}
