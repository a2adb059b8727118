/** Tells how a number of uploads gets on: a bar that stays at the bottom of a terminal, plain lines anywhere else. */
export interface Progress {
  /** One more is done; `line` says what came of it. */
  done(line: string): void;
  end(): void;
}

interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 30;

export function progress(total: number, out: Terminal = process.stdout): Progress {
  let count = 0;
  if (!out.isTTY || total < 2) {
    const width = String(total).length;
    return {
      done: (line) => out.write(total > 1 ? `[${String(++count).padStart(width)}/${total}] ${line}\n` : `${line}\n`),
      end: () => undefined,
    };
  }
  const bar = () => {
    const filled = Math.round((WIDTH * count) / total);
    out.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${count}/${total}`);
  };
  bar();
  return {
    done(line) {
      count++;
      out.write(`\r\u001b[K${line}\n`);
      bar();
    },
    end: () => out.write('\r\u001b[K'),
  };
}
