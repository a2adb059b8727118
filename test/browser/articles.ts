const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

const columns = (cell: (i: number) => string) => Array.from({ length: 12 }, (_, i) => cell(i)).join(' | ');

/** Whatever makes a page wider than its window, in one article. */
export const WIDE_ARTICLE = `---
headline: ${LONG} resumes its work
subheadline: The ferry sails again
byline: Ann Example
credit: Harbour Times
canonicalSource: https://harbour.example/${'a-very-long-path/'.repeat(8)}
tags: [harbour, ferry]
section: world
---
The ferry sails again, says ${LONG}${LONG}.

| Port | ${columns((i) => `Departure ${i}`)} |
| --- | ${columns(() => '---')} |
| Harbour | ${columns((i) => `${i}:${i}0`)} |

![Low water](quay.jpg "The quay at noon")

    a line of code that is far longer than any window of three hundred and twenty pixels is wide

> See [the harbour](https://harbour.example/${'x'.repeat(120)}), or https://harbour.example/${'y'.repeat(120)} [^1]

| Fare | Price |
| --- | --- |
| Single | 2 |

[^1]: A footnote.
`;

export const VIETNAMESE_ARTICLE = `---
headline: Phà trở lại vịnh sau mùa đông
section: world
language: vi
---
Phà chạy lại hai chuyến mỗi ngày, theo chính quyền thị trấn.
`;

export const KILLED_ARTICLE = 'The report\n\nIt was wrong.\n';
