import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import jestRuntime from 'jest-runtime';

/** Its types are those of its CommonJS half, and most of its parts are private. */
const Runtime = /** @type {any} */ (jestRuntime);

const SHARED = /^(src|local|migrations|sdk[\\/]src)[\\/]|(^|[\\/])node_modules[\\/]/;
const OF_ONE_FILE = /\.spec\.m?[jt]s$|[\\/]jest-circus[\\/]/;

/** @type {SharedModulesRuntime | undefined} */
let ofThisProcess;

/**
 * Jest's loader of modules, which evaluates packages and `src` once for all files of tests of a process. Jest itself
 * evaluates for every file all that it imports, the framework and the entities mostly. What belongs to one file, it and what is in `test`, is evaluated for each file.
 */
class SharedModulesRuntime extends Runtime {
  /** @param {any[]} parameters those of Jest's */
  constructor(...parameters) {
    super(...parameters);
    const { executor, esmLoader } = this;
    const compileInContext = executor.compile.bind(executor);
    const functions = new Map();
    esmLoader.getContext = () => undefined;
    executor.compile = (/** @type {string} */ source, /** @type {string} */ filename) => {
      const known = functions.get(filename);
      if (known) return known;
      try {
        const compiled = compileFunction(source, executor.injectedModuleParameters, {
          filename,
          importModuleDynamically: /** @type {any} */ (
            (/** @type {string} */ specifier, /** @type {unknown} */ _function, /** @type {object} */ attributes) =>
              executor.dynamicImport(specifier, filename, undefined, attributes)
          ),
        });
        if (isInPackage(filename)) functions.set(filename, compiled);
        return compiled;
      } catch {
        // Says what Jest says, and tells it when the file is an ES module.
        return compileInContext(source, filename);
      }
    };
  }

  /** @param {string} testPath the file of tests that comes next */
  begin(testPath) {
    this._testPath = testPath;
    this.executor.testPath = testPath;
    this.esmLoader.testPath = testPath;
    this.testState.state = 'loading';
    return this;
  }

  /** Forgets what belongs to the file of tests that is over. */
  teardown() {
    this.restoreAllMocks();
    const { registries } = this;
    keep(registries.esModuleRegistry, (key, module) => this.#isSharedKey(key) && module.status === 'evaluated');
    keep(registries.moduleRegistry, (path) => this.#isShared(path));
    keep(registries.internalModuleRegistry, (path) => this.#isShared(path));
    registries.mockRegistry.clear();
    registries.moduleMockRegistry.clear();
    this.testMainModule.reset();
    this.mockState.clear();
    this.fileCache.clear();
    this.transformCache.clear();
    this.jestGlobals.clearJestObjectCache();
    this.loggedReferenceErrors.clear();
    this.testState.teardown();
  }

  /** @param {string} path */
  #isShared(path) {
    return SHARED.test(relative(this._config.rootDir, path)) && !OF_ONE_FILE.test(path);
  }

  /** @param {string} key the address of a file, or the name of a module of Node */
  #isSharedKey(key) {
    if (key.startsWith('file:')) return this.#isShared(fileURLToPath(key));
    return !key.startsWith('data:') && !key.startsWith('@jest/globals');
  }
}

/** @param {string} path */
const isInPackage = (path) => path.includes('node_modules');

/**
 * @param {Map<string, any>} registry
 * @param {(key: string, module: any) => boolean} isKept
 */
function keep(registry, isKept) {
  for (const [key, module] of registry) if (!isKept(key, module)) registry.delete(key);
}

/**
 * @param {unknown} config
 * @param {{ readonly sharesModules?: boolean }} environment
 * @param {any[]} rest
 */
function runtimeFor(config, environment, ...rest) {
  if (!environment.sharesModules) return new Runtime(config, environment, ...rest);
  ofThisProcess ??= new SharedModulesRuntime(config, environment, ...rest);
  return ofThisProcess.begin(rest[4]);
}

export default runtimeFor;
