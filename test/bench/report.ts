import type { Row, Table } from './scenario.ts';

/** A table for people: columns aligned, numbers to the right. */
export function asText({ title, rows, notes = [] }: Table): string {
  const columns = columnsOf(rows);
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  const line = (cell: (column: string) => string | number) =>
    columns
      .map((column, i) => {
        const isNumber = rows.some((row) => typeof row[column] === 'number');
        const text = String(cell(column));
        return isNumber ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
      })
      .join('  ')
      .trimEnd();
  const body = [line((column) => column), widths.map((width) => '─'.repeat(width)).join('  ')];
  for (const row of rows) body.push(line((column) => row[column] ?? ''));
  return [title, '', ...body, ...notes.map((note) => `  ${note}`), ''].join('\n');
}

/** For programs: one JSON object a line and row. */
export const asJson = (scenario: string, { title, rows }: Table): string =>
  rows.map((row) => JSON.stringify({ scenario, table: title, ...row })).join('\n');

const columnsOf = (rows: Row[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];
