const AT_ONCE = new Set(['all', 'allSettled', 'any', 'race']);

/**
 * The statements of a transaction share one connection. PostgreSQL answers one at a time; sent at once they wait in the
 * client, where pg warns of it and a later version refuses it, and when the first one fails, the transaction is rolled
 * back under those that still wait: they run after it, on a connection that is somebody else's by then. A repository
 * cannot know whether its caller has a transaction open. So nothing is awaited at once, except where a line says what
 * it is that is no statement.
 */
export const statementsInTurn = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      atOnce:
        'Await one after the other: with a transaction open they share its connection. If no statement is among them, switch this rule off for the line and say what they are.',
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
