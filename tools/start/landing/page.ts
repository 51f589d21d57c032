import type { ProcessStatus } from './status';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2.5rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } p.sub { margin-top: 0; opacity: .75; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; }
.ready { color: #16833a; } .other { color: #c2410c; font-weight: 600; }
pre { overflow-x: auto; padding: .7rem; border: 1px solid #8884; border-radius: .4rem; }
`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

function rowOf({ process, does, url, state, pid, restarts }: ProcessStatus): string {
  const link = (path: string) => `<a href="${url}${path}">${path.slice(1)}</a>`;
  const links = ['/docs', '/openapi.json', '/health', '/metrics'].map(link).join(' &middot; ');
  return `<tr><th scope="row">${process}</th><td class="${state === 'ready' ? 'ready' : 'other'}">${state}</td>
<td>${escape(does)}</td><td>${links}</td><td>${pid ?? ''}</td><td>${restarts}</td></tr>`;
}

/** The landing page: every service with its state and doors, the demo key, and what to try. */
export function landingPage(processes: readonly ProcessStatus[], key: string, commands: readonly string[]): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Entrepot</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>
<h1>Entrepot</h1><p class="sub">Order-operations backbone on this machine. <a href="/status.json">status.json</a></p>
<table><thead><tr><th>Service</th><th>State</th><th>Does</th><th>Doors</th><th>Process</th><th>Restarts</th></tr></thead>
<tbody>${processes.map(rowOf).join('\n')}</tbody></table>
<h2>Demo key</h2><pre>${escape(key)}</pre>
<h2>Try</h2>${commands.map((command) => `<pre>${escape(command)}</pre>`).join('\n')}
</body></html>`;
}
