import ts from 'typescript';

export interface NamedTable {
  readonly table: string;
  readonly line: number;
}

/** Uppercase, as the house writes SQL: a sentence with `from` or `select` in it is none. */
const SQL = /\b(SELECT|FROM|WHERE|JOIN|INSERT INTO|UPDATE|DELETE FROM|RETURNING|EXISTS|USING|LATERAL)\b/;
/** What a table, or a list of them, follows. */
const BEFORE_TABLES = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE', 'USING', 'ONLY', 'TABLE', 'TRUNCATE']);
/** Where a list of tables ends. */
const AFTER_TABLES =
  /^(WHERE|SET|ON|GROUP|ORDER|LIMIT|OFFSET|RETURNING|UNION|VALUES|SELECT|HAVING|FOR|WINDOW|DEFAULT|DO)$/;
/** Methods of data sources and query builders whose first argument may be the name of a table instead of an entity. */
const TAKES_TABLE = /^(from|into|delete|update|insert|createQueryBuilder|getRepository|query|(inner|left)Join\w*)$/;

/** The table of each entity of a source file, as its `@Entity('name')` has it. */
export function tablesDeclaredIn(fileName: string, source: string): string[] {
  const tables: string[] = [];
  visit(parse(fileName, source), (node) => {
    if (!ts.isDecorator(node) || !ts.isCallExpression(node.expression)) return;
    const { expression: decorator, arguments: [name] } = node.expression; // prettier-ignore
    if (ts.isIdentifier(decorator) && decorator.text === 'Entity' && name && ts.isStringLiteralLike(name))
      tables.push(name.text);
  });
  return tables;
}

/**
 * The tables that the SQL of a source file names where a table stands: in the string and template literals that read as
 * SQL, and where a query builder is given the name of a table. A common table expression of the same name is none.
 */
export function tablesNamedIn(fileName: string, source: string, tables: ReadonlySet<string>): NamedTable[] {
  const file = parse(fileName, source);
  const found: NamedTable[] = [];
  visit(file, (node) => {
    const text = textOf(node);
    if (text === null) return;
    const names = isTableArgument(node) ? [text] : SQL.test(text) ? namesIn(text) : [];
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    for (const table of new Set(names)) if (tables.has(table)) found.push({ table, line });
  });
  return found;
}

function parse(fileName: string, source: string): ts.SourceFile {
  return ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** Of a template the parts that are written in it; the literals of what is put in between are looked at by themselves. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ? ');
}

function isTableArgument(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    ts.isPropertyAccessExpression(parent.expression) &&
    TAKES_TABLE.test(parent.expression.name.text)
  );
}

/**
 * At the beginning, because a fragment may begin with its table; after the words that tables follow, and after commas
 * in the list that begins there; and before the dot of a column.
 */
function namesIn(text: string): string[] {
  const sql = text.replace(/'[^']*'|--.*$/gm, ' ');
  const own = new Set([...sql.matchAll(/\b(\w+)\s*(?:\([^()]*\)\s*)?AS\s+(?:(?:NOT\s+)?MATERIALIZED\s+)?\(/g)].map(([, name]) => name!)); // prettier-ignore
  const tokens = sql.match(/\w+|[^\s\w"]/g) ?? [];
  const names: string[] = [];
  /** How deep in parentheses the lists of tables are that are open. */
  const lists: number[] = [];
  let depth = 0;
  let isTable = true;
  tokens.forEach((token, index) => {
    const [previous, next] = [tokens[index - 1], tokens[index + 1]];
    if (token === '(') depth += 1;
    else if (token === ')') {
      depth -= 1;
      while ((lists.at(-1) ?? -1) > depth) lists.pop();
    } else if (BEFORE_TABLES.has(token)) {
      if (lists.at(-1) !== depth) lists.push(depth);
    } else if (AFTER_TABLES.test(token)) {
      if (lists.at(-1) === depth) lists.pop();
    } else if (/^\w/.test(token) && (isTable || (next === '.' && previous !== '.')) && !own.has(token))
      names.push(token);
    isTable = BEFORE_TABLES.has(token) || (isTable && token === '(') || (token === ',' && lists.at(-1) === depth);
  });
  return names;
}
