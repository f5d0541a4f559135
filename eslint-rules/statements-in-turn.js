const AT_ONCE = new Set(['all', 'allSettled', 'any', 'race']);

/**
 * The statements of a transaction share one connection. When one of several that were asked at once fails, `Promise.all` goes
 * on without the others: the transaction is rolled back, and what they ask after that runs on a connection that is
 * somebody else's by then. A repository cannot know whether its caller has a transaction open. So statements are asked
 * with `together`, which leaves none behind, and nothing else is awaited at once, except where a line says what it is
 * that is no statement.
 */
export const statementsInTurn = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      atOnce:
        'Ask statements with `together`, or one after the other: with a transaction open they share its connection. If no statement is among them, switch this rule off for the line and say what they are.',
    },
  },
  create(context) {
    return {
      'CallExpression > MemberExpression.callee'({ object, property, computed }) {
        if (object.type === 'Identifier' && object.name === 'Promise' && !computed && AT_ONCE.has(property.name))
          context.report({ node: object, messageId: 'atOnce' });
      },
    };
  },
};
