import { readdirSync, readFileSync } from 'node:fs';
import { PAYLOAD_TOO_LARGE, SERVICE_UNAVAILABLE } from '../../src/kernel/common-errors.js';
import { repositoryFile } from './tool-run.js';

const SECRET = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';

const conf = readFileSync(repositoryFile('deploy/nginx/lyceum.conf'), 'utf8')
  .split('\n')
  .filter((line) => !line.trim().startsWith('#'))
  .join('\n');

/** `{ path: 'manage', version: VERSION_NEUTRAL }` and `@Get(':secret')`: the pages, which the document does not have. */
function pages(): string[] {
  return readdirSync(repositoryFile('src/modules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.controller.ts'))
    .flatMap((path) => {
      const source = readFileSync(repositoryFile(`src/modules/${path}`), 'utf8');
      const base = /@Controller\(\{ path: '([^']+)', version: VERSION_NEUTRAL/.exec(source)?.[1];
      return base !== undefined && /@\w+\('[^']*:(secret|token)/.test(source) ? [`/${base}/${SECRET}`] : [];
    });
}

/** Every path of the API in which a secret stands. */
function operations(): string[] {
  const { paths } = JSON.parse(readFileSync(repositoryFile('openapi/openapi.json'), 'utf8')) as { paths: object };
  return Object.keys(paths)
    .filter((path) => /\{(secret|token|code)\}/.test(path))
    .map((path) => path.replace(/\{(secret|token|code)\}/, SECRET).replace(/\{\w+\}/g, 'x'));
}

describe('the logs of nginx', () => {
  const [, pattern = '', value = ''] = /"~\*([^"]+)" "([^"]+)";/.exec(conf) ?? [];
  const logged = (path: string) => path.replace(new RegExp(pattern, 'i'), value.replace(/\$\{(\w+)\}/g, '$<$1>'));

  it('have no secret that stands in a path', () => {
    const paths = [...operations(), ...pages()];
    expect(paths).toEqual(
      expect.arrayContaining([`/manage/${SECRET}`, `/waitlist/${SECRET}`, `/api/v1/join-codes/${SECRET}`]),
    );
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.map(logged).filter((path) => path.includes(SECRET))).toEqual([]);
    expect(logged('/api/v1/organizations/17/join-codes/18')).toBe('/api/v1/organizations/17/join-codes/18');
    expect(logged('/api/v1/bookings/17')).toBe('/api/v1/bookings/17');
    expect(logged(`/api/v1/manage/${SECRET}/cancel`)).toBe('/api/v1/manage/-/cancel');
  });

  it('have neither queries nor referrers, in which tokens stand', () => {
    const [, format = ''] = /log_format lyceum ([^;]+);/.exec(conf) ?? [];
    expect(format).toContain('$lyceum_path');
    expect(format).not.toMatch(/\$(request|request_uri|args|query_string|http_referer|uri)\b/);
    expect(conf.match(/^ {2}access_log \S+ lyceum;$/gm)).toHaveLength(conf.match(/^server \{$/gm)?.length ?? 0);
    expect(conf.match(/access_log/g)).toHaveLength(2);
  });

  it('tell only of what is critical where an error would show a secret', () => {
    const [, quiet = ''] = /location ~ (\S+) \{\s+error_log \S+ crit;/.exec(conf) ?? [];
    const paths = [...operations(), ...pages(), '/account/verify-email'];
    expect(paths.filter((path) => !new RegExp(quiet).test(path))).toEqual([]);
  });
});

describe('what nginx answers itself', () => {
  it('is a problem document of the catalogue', () => {
    const answers = [...conf.matchAll(/return (\d+) '(\{.*\})';/g)].map(([, status, body = '']) => ({
      sent: Number(status),
      ...(JSON.parse(body) as object),
    }));
    const problem = (status: number, { code, title }: { code: string; title: string }) => ({
      sent: status,
      type: `https://$host/docs/errors#${code}`,
      title,
      status,
      instance: '$lyceum_instance',
      code,
      requestId: '$lyceum_request_id',
    });
    expect(answers).toEqual([problem(413, PAYLOAD_TOO_LARGE), problem(503, SERVICE_UNAVAILABLE)]);
  });
});
