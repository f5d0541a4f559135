import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseEnvironment, SETTING_NAMES } from '../../src/apps/environment.js';
import { Metrics } from '../../src/infra/telemetry/metrics.js';
import { OperationsServer } from '../../src/infra/telemetry/operations-server.js';
import { repositoryFile } from './tool-run.js';

// A test reads whatever a manifest has.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of parsed YAML
type Manifest = any;

const FOLDER = 'deploy/kubernetes/base';
const SECRETS = {
  DATABASE_URL: 'postgres://lyceum:x@postgres.example/lyceum',
  REDIS_URL: 'rediss://:x@redis.example',
  JWT_SECRET: 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt',
  SMTP_URL: 'smtps://x:y@mail.example',
};

const read = (path: string) => readFileSync(repositoryFile(path), 'utf8');
const files = readdirSync(repositoryFile(FOLDER)).filter(
  (file) => file.endsWith('.yaml') && file !== 'kustomization.yaml',
);
const manifests: Manifest[] = files.flatMap((file) =>
  parseAllDocuments(read(`${FOLDER}/${file}`), { merge: true }).map((document): Manifest => document.toJS()),
);
const backup: Manifest[] = parseAllDocuments(read('deploy/backup/cron-job.yaml'), { merge: true }).map((document) =>
  document.toJS(),
);
const of = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
const named = (kind: string, name: string) => of(kind).find(({ metadata }) => metadata.name === name);
const deployments = of('Deployment');
const workloads = [...deployments, ...of('Job')];
/** Of an image of others. */
const nightly = { kind: 'Job', ...backup[0].spec.jobTemplate };
const podOf = ({ spec }: Manifest) => spec.template;
const containerOf = (workload: Manifest) => podOf(workload).spec.containers[0];
const settings = Object.fromEntries(
  [...read(`${FOLDER}/settings.env`).matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
);

/** The environment of a container, with what the image has. */
function environmentOf(workload: Manifest): Record<string, string> {
  const { env = [], envFrom = [] } = containerOf(workload);
  const image = [...read('Dockerfile').matchAll(/(?:ENV|^ +) ?([A-Z_]+)=(\S+)/gm)].map(([, name, value]) => [
    name!,
    value!,
  ]);
  const sources: Record<string, Readonly<Record<string, string>>> = {
    'lyceum-settings': settings,
    'lyceum-secrets': {
      DATABASE_URL: SECRETS.DATABASE_URL,
      JWT_SECRET: SECRETS.JWT_SECRET,
      SMTP_URL: SECRETS.SMTP_URL,
    },
    'lyceum-queue': { REDIS_URL: SECRETS.REDIS_URL },
  };
  const given = envFrom.map((source: Manifest) => sources[(source.configMapRef ?? source.secretRef).name] ?? {});
  const own = env.map(({ name, value, valueFrom }: Manifest) => [
    name,
    value ?? sources[valueFrom.secretKeyRef.name]?.[valueFrom.secretKeyRef.key],
  ]);
  return Object.assign({}, Object.fromEntries(image), ...given, Object.fromEntries(own)) as Record<string, string>;
}

describe('the manifests for Kubernetes', () => {
  it('are all listed by the kustomization, in one namespace, each name once', () => {
    const { resources, namespace } = parse(read(`${FOLDER}/kustomization.yaml`));
    expect([...resources].sort()).toEqual([...files].sort());
    expect(of('Namespace').map(({ metadata }) => metadata.name)).toEqual([namespace]);
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toEqual([...new Set(names)]);
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
      'lyceum-api',
      'lyceum-executor',
      'lyceum-worker',
    ]);
  });

  it('start programs of the image, with settings that exist and that production takes', () => {
    for (const workload of workloads) {
      const [program] = containerOf(workload).args;
      const name = basename(program, '.js');
      expect(existsSync(repositoryFile(`src/${name === 'migrate' ? 'cli/migrate' : name}.ts`))).toBe(true);
      const own = [...Object.keys(settings), ...(containerOf(workload).env ?? []).map((entry: Manifest) => entry.name)];
      expect(own.filter((setting) => !SETTING_NAMES.includes(setting))).toEqual([]);
    }
    for (const name of ['lyceum-api', 'lyceum-worker']) {
      const env = parseEnvironment(environmentOf(named('Deployment', name)));
      expect(env).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', EMAIL_PROVIDER: 'smtp' });
    }
  });

  it('probe paths that are there, at ports at which the processes listen', async () => {
    const server = new OperationsServer(new Metrics(), () => Promise.resolve(true));
    const listening = await server.listen(0, '127.0.0.1');
    const settingOf = {
      'lyceum-api': 'METRICS_PORT',
      'lyceum-worker': 'WORKER_METRICS_PORT',
      'lyceum-executor': 'EXECUTOR_METRICS_PORT',
    };
    for (const deployment of deployments) {
      const { ports, startupProbe, readinessProbe, livenessProbe } = containerOf(deployment);
      const portOf = (wanted: string) => ports.find(({ name }: Manifest) => name === wanted)?.containerPort;
      const env = environmentOf(deployment);
      const setting = settingOf[deployment.metadata.name as keyof typeof settingOf];
      expect(portOf('operations')).toBe(Number(env[setting]));
      if (deployment.metadata.name === 'lyceum-api') expect(portOf('http')).toBe(Number(env['PORT']));
      expect(readinessProbe.httpGet.path).toBe('/health/ready');
      expect(livenessProbe.httpGet.path).toBe('/health/live');
      for (const { httpGet } of [startupProbe, readinessProbe, livenessProbe]) {
        expect(httpGet.port).toBe('operations');
        expect((await fetch(`http://127.0.0.1:${listening}${httpGet.path}`)).status).toBe(200);
      }
    }
    await server.close();
  });

  it('give each process less than a whole machine, no right, and the time that it takes to stop', () => {
    for (const workload of [...workloads, nightly]) {
      const { spec } = podOf(workload);
      const { securityContext, resources } = containerOf(workload);
      expect(spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
      expect(named('ServiceAccount', spec.serviceAccountName)).toMatchObject({ automountServiceAccountToken: false });
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: workload === nightly ? 999 : 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
      if (workload.kind === 'Job') continue;
      const { SHUTDOWN_TIMEOUT_MS: stop, SHUTDOWN_DRAIN_MS: drain } = parseEnvironment({
        ...{ ...SECRETS, EMAIL_PROVIDER: 'smtp' },
        ...environmentOf(workload),
      });
      expect(spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(stop);
      expect(stop).toBeGreaterThan(2 * drain);
    }
    // Endpoints and ingress need a moment to hear that a pod is not ready any more.
    expect(Number(settings['SHUTDOWN_DRAIN_MS'])).toBeGreaterThanOrEqual(5000);
  });

  it('roll without a gap, scale, and survive the maintenance of nodes', () => {
    for (const deployment of deployments) {
      const { name } = deployment.metadata;
      expect(deployment.spec.strategy).toMatchObject({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } });
      expect(deployment.spec.replicas).toBeUndefined();
      const { scaleTargetRef, minReplicas, maxReplicas } = named('HorizontalPodAutoscaler', name).spec;
      expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
      expect(maxReplicas).toBeGreaterThan(minReplicas);
      expect(named('PodDisruptionBudget', name).spec.selector.matchLabels).toEqual(
        deployment.spec.selector.matchLabels,
      );
      expect(podOf(deployment).metadata.labels).toEqual(deployment.spec.selector.matchLabels);
    }
  });

  it('lead requests to the API alone', () => {
    const [{ spec }] = of('Ingress');
    const backends = spec.rules.flatMap(({ http }: Manifest) =>
      http.paths.map((path: Manifest) => path.backend.service),
    );
    expect(backends).toEqual([{ name: 'lyceum-api', port: { name: 'http' } }]);
    expect(spec.tls[0].hosts).toEqual(spec.rules.map(({ host }: Manifest) => host));
    expect(of('Service')).toHaveLength(1);
    const service = named('Service', 'lyceum-api').spec;
    expect(service.selector).toEqual(podOf(named('Deployment', 'lyceum-api')).metadata.labels);
    expect(service.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    expect(settings['PUBLIC_URL']).toBe(`https://${spec.rules[0].host}`);
  });

  it('let nothing in or out that is not listed, and the executor reach the queue alone', () => {
    const policies = of('NetworkPolicy');
    expect(named('NetworkPolicy', 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    const executor = 'lyceum-executor';
    const concerns = ({ spec: { podSelector } }: Manifest) =>
      podSelector.matchLabels?.['app.kubernetes.io/name'] === executor ||
      podSelector.matchExpressions?.some(({ values }: Manifest) => values.includes(executor));
    const out = policies.filter(concerns).flatMap(({ spec }) => spec.egress ?? []);
    expect(out).toEqual([{ ports: [{ protocol: 'TCP', port: 6379 }] }]);
    const { env, envFrom } = containerOf(named('Deployment', executor));
    expect(envFrom).toBeUndefined();
    expect(env.filter(({ valueFrom }: Manifest) => valueFrom).map(({ name }: Manifest) => name)).toEqual(['REDIS_URL']);
    const known = workloads.map(({ metadata }) => metadata.name);
    const chosen = policies.flatMap(({ spec: { podSelector } }) => [
      ...Object.values(podSelector.matchLabels ?? {}),
      ...(podSelector.matchExpressions ?? []).flatMap(({ values }: Manifest) => values),
    ]);
    expect(chosen.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('make a backup each night by a script that is there, with the client of the server that compose has', () => {
    const { files: scripts } = parse(read('deploy/backup/kustomization.yaml')).configMapGenerator[0];
    for (const script of scripts) expect(existsSync(repositoryFile(`deploy/backup/${script}`))).toBe(true);
    const { image, command, volumeMounts } = containerOf(nightly);
    expect(image).toBe(parse(read('docker-compose.yml'), { merge: true }).services.postgres.image);
    const mounted = Object.fromEntries(volumeMounts.map(({ name, mountPath }: Manifest) => [name, mountPath]));
    expect(command).toEqual(['bash', `${mounted.scripts}/${scripts[0]}`, mounted.backups]);
    expect(
      podOf(nightly)
        .spec.volumes.map(({ name }: Manifest) => name)
        .sort(),
    ).toEqual(Object.keys(mounted).sort());
    expect(backup[1].metadata.name).toBe(podOf(nightly).spec.volumes[0].persistentVolumeClaim.claimName);
  });

  it('have the alerts of Prometheus as they are', () => {
    const { spec } = parse(read('deploy/kubernetes/monitoring/rules.yaml'));
    // When this fails: node deploy/kubernetes/monitoring/write-rules.mjs
    expect(spec.groups).toEqual(parse(read('deploy/prometheus/alerts.yml')).groups);
    const [endpoint] = parse(read('deploy/kubernetes/monitoring/pod-monitor.yaml')).spec.podMetricsEndpoints;
    expect(endpoint).toMatchObject({ port: 'operations', path: '/metrics' });
  });
});
