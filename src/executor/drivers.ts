import type { DriverName } from '../kernel/run-result.js';
import { BwrapDriver } from '../sandbox/bwrap/bwrap.driver.js';
import { DockerDriver, type DockerOptions } from '../sandbox/docker/docker.driver.js';
import type { Driver } from '../sandbox/driver.js';
import { WasmDriver } from '../sandbox/wasm/wasm.driver.js';

const MAKE: Readonly<Record<DriverName, (docker: DockerOptions) => Driver>> = {
  docker: (options) => new DockerDriver(options),
  bwrap: () => new BwrapDriver(),
  wasm: () => new WasmDriver(),
};

/** The drivers of these names, in their order, which is that of preference. */
export function driversNamed(names: readonly DriverName[], docker: DockerOptions): Driver[] {
  return names.map((name) => MAKE[name](docker));
}
