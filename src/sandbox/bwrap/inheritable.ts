import { readdirSync, readFileSync } from 'node:fs';

const CLOSED_ON_EXEC = 0o2000000;

/**
 * Descriptors that a child of this process would get without being asked. Node.js opens none such, but whoever started
 * it may have.
 */
export function inheritableDescriptors(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && !closesOnExec(descriptor));
}

function closesOnExec(descriptor: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? '0';
    return (parseInt(flags, 8) & CLOSED_ON_EXEC) !== 0;
  } catch {
    // The one that listed them.
    return true;
  }
}
