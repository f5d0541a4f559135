import ts from 'typescript';

/** Parameter decorators whose type decides how Nest validates the input, unless they pick one property by name. */
const WHOLE_INPUT_DECORATORS = new Set(['Body', 'Query', 'Param']);

/**
 * Nest reads the types of decorated parameters at run time: `@Body() dto: CreateBookingDto` is validated because the
 * compiler writes the class `CreateBookingDto` beside the method. `import type` erases the class, the compiler writes
 * `Object` instead, and the validation pipe lets every body through without a word. An interface has the same effect.
 * In a constructor it leaves Nest with nothing to inject, unless a decorator such as `@InjectQueue('mail')` says what.
 */
export const decoratedTypesExistAtRunTime = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      erasedImport:
        "'{{name}}' is a class that a decorated signature needs at run time: import it without `type`, or Nest sees `Object`.",
      notAClass:
        'The type of an @{{decorator}}() parameter must be a class, or its input is not validated. Write a DTO class.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();

    function isClass(typeNode) {
      const symbol = checker.getTypeAtLocation(services.esTreeNodeToTSNodeMap.get(typeNode)).getSymbol();
      return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Class) !== 0;
    }

    function reportErasedImport(typeNode) {
      for (const reference of typeReferences(typeNode)) {
        const name = leftmostName(reference.typeName);
        if (isTypeOnlyImport(context.sourceCode.getScope(reference), name) && isClass(reference)) {
          context.report({ node: reference, messageId: 'erasedImport', data: { name } });
        }
      }
    }

    function checkInjected(parameter) {
      if (parameter.decorators?.length > 0) return;
      reportErasedImport(typeOf(parameter));
    }

    function checkBound(parameter) {
      if (!parameter.decorators?.length) return;
      const typeNode = typeOf(parameter);
      reportErasedImport(typeNode);
      const decorator = parameter.decorators.map(wholeInputDecorator).find((name) => name !== undefined);
      if (decorator !== undefined && (typeNode === undefined || !isClass(typeNode))) {
        context.report({ node: parameter, messageId: 'notAClass', data: { decorator } });
      }
    }

    return {
      MethodDefinition({ kind, parent: { parent: owner }, value: { params } }) {
        if (kind !== 'constructor') params.forEach(checkBound);
        else if (owner.decorators.length > 0) params.forEach(checkInjected);
      },
    };
  },
};

/** `private readonly users: Users = ...` wraps the parameter that carries the type; so does a default value. */
function typeOf(parameter) {
  if (parameter.type === 'TSParameterProperty') return typeOf(parameter.parameter);
  if (parameter.type === 'AssignmentPattern') return typeOf(parameter.left);
  return parameter.typeAnnotation?.typeAnnotation;
}

/** The compiler looks through `| null` and `| undefined`, so this does too. */
function typeReferences(typeNode) {
  const candidates = typeNode?.type === 'TSUnionType' ? typeNode.types : [typeNode];
  return candidates.filter((candidate) => candidate?.type === 'TSTypeReference');
}

function leftmostName(typeName) {
  return typeName.type === 'TSQualifiedName' ? leftmostName(typeName.left) : typeName.name;
}

function isTypeOnlyImport(scope, name) {
  for (let current = scope; current !== null; current = current.upper) {
    const definition = current.set.get(name)?.defs[0];
    if (definition !== undefined) {
      return (
        definition.type === 'ImportBinding' &&
        (definition.parent.importKind === 'type' || definition.node.importKind === 'type')
      );
    }
  }
  return false;
}

/** The decorator's name when it binds the whole input: `@Body()` and `@Query(pipe)`, but not `@Param('id')`. */
function wholeInputDecorator({ expression }) {
  if (expression.type !== 'CallExpression' || !WHOLE_INPUT_DECORATORS.has(expression.callee.name)) return undefined;
  const picksOne = expression.arguments[0]?.type === 'Literal' || expression.arguments[0]?.type === 'TemplateLiteral';
  return picksOne ? undefined : expression.callee.name;
}
