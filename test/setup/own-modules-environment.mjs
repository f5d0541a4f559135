import { TestEnvironment } from 'jest-environment-node';
import { Contract } from '../support/contract.mjs';

/** @type {Contract | undefined} */
let contract;

/**
 * Node's, whose files of tests share the compiled OpenAPI document: to compile it takes longer than many of them. A file
 * that changes what modules of `src` remember, or has to see them new, asks for it and gets modules of its own.
 */
class OwnModulesEnvironment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    Reflect.set(this.global, 'lyceumContract', () => (contract ??= Contract.fromFile()));
  }
}

export default OwnModulesEnvironment;
