export interface LandingRow {
  readonly name: string;
  readonly does: string;
  readonly paths: readonly string[];
  /** Why it takes no work; undefined when it does. */
  readonly why: string | undefined;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2.5rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } p.sub { margin-top: 0; opacity: .75; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8884; }
.ready { color: #16833a; } .other { color: #c2410c; font-weight: 600; }
pre { overflow-x: auto; padding: .7rem; border: 1px solid #8884; border-radius: .4rem; }
`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const PAGES = ['docs', 'openapi.json', 'health'];

const TRY = [
  `curl -H "authorization: Bearer $KEY" $ENTREPOT/v1/products`,
  `curl -H "authorization: Bearer $KEY" "$ENTREPOT/v1/orders?limit=10"`,
  `curl -H "authorization: Bearer $KEY" $ENTREPOT/v1/orders/$ORDER/story`,
];

function rowOf({ name, does, paths, why }: LandingRow): string {
  const links = PAGES.map((page) => `<a href="/services/${name}/${page}">${page}</a>`).join(' &middot; ');
  const state = why === undefined ? '<td class="ready">ready</td>' : `<td class="other">${escape(why)}</td>`;
  const shown = paths.map((path) => `<code>${escape(path)}</code>`).join(' ');
  return `<tr><th scope="row">${name}</th>${state}<td>${escape(does)}<br>${shown}</td><td>${links}</td></tr>`;
}

/** Every service with its state, what it answers and its pages; the documentation of the whole; what to try. */
export function landingPage(rows: readonly LandingRow[]): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Entrepot</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>
<h1>Entrepot</h1><p class="sub">The order-operations backbone. All services at this address:
<a href="/docs">API documentation</a> &middot; <a href="/openapi.json">openapi.json</a> &middot;
<a href="/openapi.yaml">openapi.yaml</a> &middot; <a href="/health">health</a></p>
<table><thead><tr><th>Service</th><th>State</th><th>Answers</th><th>Pages</th></tr></thead>
<tbody>${rows.map(rowOf).join('\n')}</tbody></table>
<h2>Try</h2>${TRY.map((command) => `<pre>${escape(command)}</pre>`).join('\n')}
</body></html>`;
}
