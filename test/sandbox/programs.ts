import type { SandboxLanguage } from '../../src/kernel/run-request.js';

/** The same six programs in each language. */
export interface Programs {
  /** Prints the first argument, each line of the input reversed, the sum of ten megabytes of ones; exits with 3. */
  readonly useful: string;
  /** Does not compile, or is not read, because of its second line. */
  readonly mistake: string;
  readonly mistakeAt: RegExp;
  /** Throws on the third line, in a function of its own; C++ says what, and not where. */
  readonly exception: string;
  readonly exceptionAt: RegExp;
  readonly endless: string;
  readonly greedy: string;
  /** Asks `Name? `, without an end of line, and greets the line that it reads. */
  readonly question: string;
}

export const PROGRAMS: Record<SandboxLanguage, Programs> = {
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
    question: `const lines = require('readline').createInterface({ input: process.stdin, output: process.stdout });
lines.question('Name? ', (name) => {
  console.log('Hello ' + name);
  lines.close();
});`,
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
    question: `print('Hello', input('Name? '))`,
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
    question: `public class Main { public static void main(String[] arguments) {
  System.out.print("Name? ");
  System.out.println("Hello " + new java.util.Scanner(System.in).nextLine());
} }`,
  },
  cpp: {
    useful: `#include <cstdio>
#include <string>
#include <vector>
int main(int, char** arguments) {
  std::puts(arguments[1]);
  std::string reversed, character;
  for (int byte; (byte = std::getchar()) != EOF;) {
    if ((byte & 0xc0) != 0x80) {
      reversed = character + reversed;
      character.clear();
    }
    character += static_cast<char>(byte);
  }
  std::puts((character + reversed).c_str());
  std::vector<char> bytes(10000000, 1);
  int sum = 0;
  for (char one : bytes) sum += one;
  std::printf("%d\\n", sum);
  return 3;
}`,
    mistake: `int one = 1;\nint two = ;\n`,
    mistakeAt: /main\.cpp:2:/,
    exception: `void fails() {\n\n  throw 7;\n}\nint main() { fails(); }`,
    exceptionAt: /terminate called after throwing an instance of 'int'/,
    endless: 'int main() { for (volatile int i = 0;; i = i + 1); }',
    greedy: '#include <cstdlib>\n#include <cstring>\nint main() { for (;;) memset(malloc(1000000), 1, 1000000); }',
    question: `#include <cstdio>
int main() {
  char name[100];
  std::printf("Name? ");
  std::printf("Hello %s", std::fgets(name, sizeof name, stdin));
}`,
  },
  csharp: {
    useful: `using System;
using System.Linq;
class Program {
  static int Main(string[] arguments) {
    Console.OutputEncoding = new System.Text.UTF8Encoding(false);
    Console.WriteLine(arguments[0]);
    var text = new System.IO.StreamReader(Console.OpenStandardInput(), System.Text.Encoding.UTF8).ReadToEnd().Trim();
    var runes = Enumerable.Range(0, text.Length).Where(i => !char.IsLowSurrogate(text[i]));
    Console.WriteLine(string.Concat(runes.Reverse().Select(i => char.ConvertFromUtf32(char.ConvertToUtf32(text, i)))));
    var bytes = new byte[10000000];
    for (int i = 0; i < bytes.Length; i++) bytes[i] = 1;
    Console.WriteLine(bytes.Sum(one => (int) one));
    return 3;
  }
}`,
    mistake: `class Program {\n  int two = ;\n  static void Main() {}\n}`,
    mistakeAt: /Main\.cs\(2,/,
    exception: `class Program {\n  static void Fails() {\n    throw new System.InvalidOperationException("no");\n  }\n  static void Main() { Fails(); }\n}`,
    exceptionAt: /InvalidOperationException: no[\s\S]*Program\.Fails[\s\S]*Main\.cs:3/,
    endless: 'class Program { static void Main() { for (;;) {} } }',
    greedy: `class Program { static void Main() {
  var kept = new System.Collections.Generic.List<byte[]>();
  for (;;) { var bytes = new byte[1000000]; for (int i = 0; i < bytes.Length; i += 4096) bytes[i] = 1; kept.Add(bytes); }
} }`,
    question: `class Main_ { static void Main() { System.Console.Write("Name? "); System.Console.WriteLine("Hello " + System.Console.ReadLine()); } }`,
  },
  php: {
    useful: `<?php
echo $argv[1], "\n";
preg_match_all('/./us', trim(stream_get_contents(STDIN)), $found);
echo implode('', array_reverse($found[0])), "\n";
echo array_sum(count_chars(str_repeat("\x01", 10000000), 1)), "\n";
exit(3);`,
    mistake: `<?php\n$two = = 2;\n`,
    mistakeAt: /main\.php(:| on line )2/,
    exception: `<?php function fails() {\n\n  throw new Exception('no');\n}\nfails();`,
    exceptionAt: /Exception: no in \/work\/main\.php:3/,
    endless: '<?php for (;;);',
    greedy: '<?php $kept = []; for (;;) $kept[] = str_repeat("x", 1000000);',
    question: `<?php echo 'Name? '; echo 'Hello ', fgets(STDIN);`,
  },
  ruby: {
    useful: `puts ARGV[0]
puts STDIN.read.strip.chars.reverse.join
puts ("\\x01" * 10_000_000).each_byte.sum
exit 3`,
    mistake: `one = 1\ntwo = = 2\n`,
    mistakeAt: /main\.rb:2/,
    exception: `def fails\n\n  raise ArgumentError, 'no'\nend\nfails`,
    exceptionAt: /main\.rb:3:in .*fails.*no \(ArgumentError\)/,
    endless: 'loop {}',
    greedy: `kept = []\nloop { kept << 'x' * 1_000_000 }`,
    question: `print 'Name? '\nputs "Hello #{$stdin.gets}"`,
  },
  go: {
    useful: `package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	fmt.Println(os.Args[1])
	text, _ := io.ReadAll(os.Stdin)
	characters := []rune(strings.TrimSpace(string(text)))
	for left, right := 0, len(characters)-1; left < right; left, right = left+1, right-1 {
		characters[left], characters[right] = characters[right], characters[left]
	}
	fmt.Println(string(characters))
	bytes := make([]byte, 10000000)
	sum := 0
	for index := range bytes {
		bytes[index] = 1
		sum += int(bytes[index])
	}
	fmt.Println(sum)
	os.Exit(3)
}`,
    mistake: `package main; func main() {\n	two := = 2\n}\n`,
    mistakeAt: /main\.go:2/,
    exception: `package main; func fails() {\n\n	panic("no")\n}\nfunc main() { fails() }`,
    exceptionAt: /panic: no[\s\S]*main\.fails[\s\S]*main\.go:3/,
    endless: 'package main; func main() { for {} }',
    greedy:
      'package main; func main() { kept := [][]byte{}; for { one := make([]byte, 1000000); for i := range one { one[i] = 1 }; kept = append(kept, one) } }',
    question: `package main
import ("bufio"; "fmt"; "os")
func main() {
  fmt.Print("Name? ")
  name, _ := bufio.NewReader(os.Stdin).ReadString('\n')
  fmt.Print("Hello ", name)
}`,
  },
  rust: {
    useful: `use std::io::Read;
fn main() {
    println!("{}", std::env::args().nth(1).unwrap());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    println!("{}", text.trim().chars().rev().collect::<String>());
    println!("{}", vec![1u8; 10_000_000].iter().map(|&one| one as u64).sum::<u64>());
    std::process::exit(3);
}`,
    mistake: `fn main() {\n    let two = = 2;\n}\n`,
    mistakeAt: /main\.rs:2:/,
    exception: `fn fails() {\n\n    panic!("no");\n}\nfn main() { fails() }`,
    exceptionAt: /panicked at [\s\S]*no[\s\S]*main\.rs:3|panicked at [\s\S]*main\.rs:3[\s\S]*no/,
    endless: 'fn main() { loop {} }',
    greedy: 'fn main() { let mut kept = vec![]; loop { kept.push(vec![kept.len() as u8; 1_000_000]); } }',
    question: `use std::io::Write;
fn main() {
    print!("Name? ");
    std::io::stdout().flush().unwrap();
    let mut name = String::new();
    std::io::stdin().read_line(&mut name).unwrap();
    print!("Hello {}", name);
}`,
  },
};
