/** A rule may be switched off for a line, by its name and with a reason: `// eslint-disable-next-line <rule> -- <why>`. */
export const explainedDisables = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      noReason: 'Say why after two dashes: `{{directive}} <rule> -- <why>`.',
      noRule: 'Name the rule to switch off; a bare `{{directive}}` switches off all of them.',
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const match = /^\s*(?<directive>eslint-disable(?:-next-line|-line)?)(?<rest>[\s\S]*)$/.exec(comment.value);
          if (match === null) continue;
          const { directive, rest } = match.groups;
          const [rules, reason = ''] = rest.split(/\s-{2,}\s/);
          const loc = justBefore(comment);
          if (rules.trim() === '') context.report({ loc, messageId: 'noRule', data: { directive } });
          if (reason.trim() === '') context.report({ loc, messageId: 'noReason', data: { directive } });
        }
      },
    };
  },
};

/** A place that the comment itself does not switch off. */
function justBefore({ loc }) {
  return { start: { line: loc.start.line, column: -1 }, end: loc.end };
}
