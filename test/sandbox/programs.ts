import type { SandboxLanguage } from '../../src/sandbox/run-request.js';

/** The same five programs in each language. */
export interface Programs {
  /** Prints the first argument, each line of the input reversed, the sum of ten megabytes of ones; exits with 3. */
  readonly useful: string;
  /** What the last one calls itself when it is not compiled: the file and line of the mistake. */
  readonly mistake: string;
  readonly mistakeAt: RegExp;
  /** Throws on the third line, in a function of its own. */
  readonly exception: string;
  readonly exceptionAt: RegExp;
  readonly endless: string;
  readonly greedy: string;
}

export const PROGRAMS: Partial<Record<SandboxLanguage, Programs>> = {
  javascript: {
    useful: `const text = require('fs').readFileSync(0, 'utf8');
console.log(process.argv[2]);
console.log([...text.trim()].reverse().join(''));
console.log(new Uint8Array(10_000_000).fill(1).reduce((sum, one) => sum + one, 0));
process.exit(3);`,
    mistake: `const one = 1;\nconst two = ;\n`,
    mistakeAt: /main\.js:2/,
    exception: `function fails() {\n\n  throw new Error('no');\n}\nfails();`,
    exceptionAt: /main\.js:3[\s\S]*Error: no|Error: no[\s\S]*main\.js:3/,
    endless: 'for (;;);',
    greedy: 'const kept = []; for (;;) kept.push("x".repeat(1_000_000) + kept.length);',
  },
  python: {
    useful: `import sys
print(sys.argv[1])
print(sys.stdin.read().strip()[::-1])
print(sum(b'\\x01' * 10_000_000))
sys.exit(3)`,
    mistake: `one = 1\ntwo = = 2\n`,
    mistakeAt: /main\.py", line 2/,
    exception: `def fails():\n\n    raise ValueError('no')\nfails()`,
    exceptionAt: /main\.py", line 3, in fails[\s\S]*ValueError: no/,
    endless: 'while True: pass',
    greedy: `kept = []\nwhile True: kept.append('x' * 1000000)`,
  },
  java: {
    useful: `public class Main {
  public static void main(String[] arguments) throws Exception {
    var out = new java.io.PrintStream(System.out, true, "UTF-8");
    out.println(arguments[0]);
    out.println(new StringBuilder(new String(System.in.readAllBytes(), "UTF-8").strip()).reverse());
    var bytes = new byte[10_000_000];
    java.util.Arrays.fill(bytes, (byte) 1);
    int sum = 0;
    for (byte one : bytes) sum += one;
    out.println(sum);
    System.exit(3);
  }
}`,
    mistake: `public class Main {\n  int two = ;\n}`,
    mistakeAt: /Main\.java:2/,
    exception: `public class Main {\n  static void fails() {\n    throw new IllegalStateException("no");\n  }\n  public static void main(String[] arguments) { fails(); }\n}`,
    exceptionAt: /IllegalStateException: no[\s\S]*Main\.java:3/,
    endless: `public class Main { public static void main(String[] arguments) { for (;;); } }`,
    greedy: `public class Main { public static void main(String[] arguments) {
  var kept = new java.util.ArrayList<java.nio.ByteBuffer>();
  for (;;) { var bytes = java.nio.ByteBuffer.allocateDirect(1_000_000); for (int i = 0; i < 1_000_000; i += 4096) bytes.put(i, (byte) 1); kept.add(bytes); }
} }`,
  },
  cpp: {
    useful: `#include <iostream>
#include <iterator>
#include <numeric>
#include <vector>
int main(int count, char** arguments) {
  std::cout << arguments[1] << '\\n';
  std::vector<std::string> characters;
  for (char byte; std::cin.get(byte);) {
    if ((byte & 0xc0) == 0x80) characters.back() += byte;
    else characters.emplace_back(1, byte);
  }
  for (auto one = characters.rbegin(); one != characters.rend(); ++one) std::cout << *one;
  std::vector<char> bytes(10000000, 1);
  std::cout << '\\n' << std::accumulate(bytes.begin(), bytes.end(), 0) << '\\n';
  return 3;
}`,
    mistake: `int one = 1;\nint two = ;\n`,
    mistakeAt: /main\.cpp:2:/,
    exception: `#include <stdexcept>\nvoid fails() {\n  throw std::runtime_error("no");\n}\nint main() { fails(); }`,
    exceptionAt: /runtime_error[\s\S]*no/,
    endless: 'int main() { for (volatile int i = 0;; i = i + 1); }',
    greedy: '#include <cstdlib>\n#include <cstring>\nint main() { for (;;) memset(malloc(1000000), 1, 1000000); }',
  },
};
