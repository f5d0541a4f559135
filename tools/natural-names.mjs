import { parse } from 'acorn';
import { ancestor } from 'acorn-walk';

/** @typedef {import('acorn').CallExpression & { arguments: [import('acorn').Expression, import('acorn').Literal] }} Naming */

/**
 * Removes redundant calls of esbuild's helper `__name(function, "name")` (keepNames): where ECMAScript's
 * NamedEvaluation assigns the same name anyway. They run whenever a function is created, and take a twentieth of the
 * work of a request. Calls are overwritten with spaces, so that source maps stay valid.
 * @param {string} text a file of the bundle
 */
export function withNaturalNames(text) {
  if (!text.includes('__name(')) return text;
  /** @type {Array<{ start: number, end: number, instead: string }>} */
  const blanks = [];
  ancestor(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }), {
    CallExpression(node, _state, ancestors) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== '__name') return;
      const { start, end, arguments: given } = /** @type {Naming} */ (node);
      const [named, { value }] = given;
      const parent = /** @type {import('acorn').AnyNode | undefined} */ (ancestors.at(-2));
      // For a function declaration; the value of the expression is unused.
      if (named.type === 'Identifier' && named.name === value && isStatement(node, parent))
        blanks.push({ start, end, instead: '0' });
      else if (isAnonymous(named) && nameGivenBy(node, parent) === value)
        blanks.push({ start, end: named.start, instead: '' }, { start: named.end, end, instead: '' });
    },
  });
  let result = '';
  let done = 0;
  for (const { start, end, instead } of blanks.sort((a, b) => a.start - b.start)) {
    result += text.slice(done, start) + instead.padEnd(end - start);
    done = end;
  }
  return result + text.slice(done);
}

/**
 * @param {import('acorn').Node} node
 * @param {import('acorn').AnyNode | undefined} parent
 */
function isStatement(node, parent) {
  if (parent?.type === 'SequenceExpression') return parent.expressions.at(-1) !== node;
  return parent?.type === 'ExpressionStatement';
}

/** @param {import('acorn').Expression} node */
function isAnonymous(node) {
  return node.type === 'ArrowFunctionExpression' || (node.type === 'FunctionExpression' && !node.id);
}

/**
 * @param {import('acorn').Node} node
 * @param {import('acorn').AnyNode | undefined} parent
 * @returns the name that NamedEvaluation gives an anonymous function in the place of the node
 */
function nameGivenBy(node, parent) {
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return nameOf(parent.id);
  if (parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === node)
    return nameOf(parent.left);
  if (parent?.type === 'Property' && parent.value === node && !parent.computed) return nameOf(parent.key);
  return undefined;
}

/** @param {import('acorn').AnyNode} node */
function nameOf(node) {
  if (node.type === 'Identifier') return node.name === '__proto__' ? undefined : node.name;
  return node.type === 'Literal' && node.value !== '__proto__' ? String(node.value) : undefined;
}
