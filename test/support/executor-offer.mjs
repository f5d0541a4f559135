import { Redis } from 'ioredis';

/**
 * Says what an executor would, for systems without one: runs are taken and wait.
 * @param {string} redisUrl
 * @param {string} prefix of the queues
 */
export async function offerLanguages(redisUrl, prefix) {
  const enforcement = {
    cpuMs: 'polled',
    memoryBytes: 'enforced',
    cpus: 'none',
    processes: 'enforced',
    diskBytes: 'enforced',
  };
  const languages = ['javascript', 'python'].map((language) => ({
    language,
    version: 'offered',
    driver: 'wasm',
    enforcement,
  }));
  const limits = {
    wallMs: 5_000,
    cpuMs: 3_000,
    memoryBytes: 134_217_728,
    cpus: 0.5,
    processes: 64,
    outputBytes: 65_536,
  };
  const redis = new Redis(redisUrl);
  await redis.sadd(`${prefix}.executors`, 'of-tests');
  await redis.set(
    `${prefix}.executor.of-tests`,
    JSON.stringify({ languages, limits: { ...limits, diskBytes: 33_554_432 } }),
  );
  redis.disconnect();
}
