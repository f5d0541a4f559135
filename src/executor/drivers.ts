import type { DriverName } from '../kernel/run-result.js';
import { BwrapDriver } from '../sandbox/bwrap/bwrap.driver.js';
import type { Driver } from '../sandbox/driver.js';
import { WasmDriver } from '../sandbox/wasm/wasm.driver.js';

const MAKE: Readonly<Partial<Record<DriverName, () => Driver>>> = {
  bwrap: () => new BwrapDriver(),
  wasm: () => new WasmDriver(),
};

/** The drivers of these names, in their order, which is that of preference. */
export function driversNamed(names: readonly DriverName[]): Driver[] {
  return names.flatMap((name) => MAKE[name]?.() ?? []);
}
