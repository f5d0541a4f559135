import type { SessionLanguage } from './session.rules.js';

export interface SessionTemplate {
  readonly id: string;
  readonly language: SessionLanguage;
  /** Of the file that the room begins with. */
  readonly content: string;
}

const lines = (...texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');

/** What a room may begin with: a program of each language that runs as it stands and reads what it is given. */
export const TEMPLATES: readonly SessionTemplate[] = [
  {
    id: 'javascript',
    language: 'javascript',
    content: lines('function greet(name) {', '  return `Hello, ${name}!`;', '}', '', "console.log(greet('Ada'));"),
  },
  {
    id: 'python',
    language: 'python',
    content: lines(
      'def greet(name):',
      '    return f"Hello, {name}!"',
      '',
      '',
      'if __name__ == "__main__":',
      '    print(greet("Ada"))',
    ),
  },
  {
    id: 'java',
    language: 'java',
    content: lines(
      'public class Main {',
      '    static String greet(String name) {',
      '        return "Hello, " + name + "!";',
      '    }',
      '',
      '    public static void main(String[] args) {',
      '        System.out.println(greet("Ada"));',
      '    }',
      '}',
    ),
  },
  {
    id: 'cpp',
    language: 'cpp',
    content: lines(
      '#include <iostream>',
      '#include <string>',
      '',
      'std::string greet(const std::string& name) {',
      '    return "Hello, " + name + "!";',
      '}',
      '',
      'int main() {',
      '    std::cout << greet("Ada") << std::endl;',
      '}',
    ),
  },
  {
    id: 'csharp',
    language: 'csharp',
    content: lines(
      'using System;',
      '',
      'class Program',
      '{',
      '    static string Greet(string name) => $"Hello, {name}!";',
      '',
      '    static void Main() => Console.WriteLine(Greet("Ada"));',
      '}',
    ),
  },
  {
    id: 'php',
    language: 'php',
    content: lines(
      '<?php',
      '',
      'function greet(string $name): string {',
      '    return "Hello, $name!";',
      '}',
      '',
      'echo greet("Ada"), "\\n";',
    ),
  },
  {
    id: 'ruby',
    language: 'ruby',
    content: lines('def greet(name)', '  "Hello, #{name}!"', 'end', '', 'puts greet("Ada")'),
  },
  {
    id: 'go',
    language: 'go',
    content: lines(
      'package main',
      '',
      'import "fmt"',
      '',
      'func greet(name string) string {',
      '\treturn "Hello, " + name + "!"',
      '}',
      '',
      'func main() {',
      '\tfmt.Println(greet("Ada"))',
      '}',
    ),
  },
  {
    id: 'rust',
    language: 'rust',
    content: lines(
      'fn greet(name: &str) -> String {',
      '    format!("Hello, {name}!")',
      '}',
      '',
      'fn main() {',
      '    println!("{}", greet("Ada"));',
      '}',
    ),
  },
  {
    id: 'python-tests',
    language: 'python',
    content: lines(
      'import unittest',
      '',
      '',
      'def add(a, b):',
      '    return a + b',
      '',
      '',
      'class AddTest(unittest.TestCase):',
      '    def test_adds(self):',
      '        self.assertEqual(add(1, 2), 3)',
      '',
      '',
      'unittest.main()',
    ),
  },
  {
    id: 'python-input',
    language: 'python',
    content: lines(
      'import sys',
      '',
      'numbers = [int(word) for word in sys.stdin.read().split()]',
      'print(sum(numbers))',
    ),
  },
];

export const TEMPLATE_IDS = TEMPLATES.map(({ id }) => id);
