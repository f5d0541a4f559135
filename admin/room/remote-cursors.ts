import type { Extension, Range } from '@codemirror/state';
import { Annotation } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';
import type * as Y from 'yjs';
import type { Cursors } from './cursors.ts';
import type { LivePerson } from './messages.ts';
import { shownName } from './names.ts';

const moved = Annotation.define<true>();

class Caret extends WidgetType {
  constructor(
    private readonly person: LivePerson,
    private readonly head: number,
  ) {
    super();
  }

  override eq(other: Caret): boolean {
    // One that has moved shows its name again.
    return other.person.id === this.person.id && other.head === this.head;
  }

  toDOM(): HTMLElement {
    const caret = document.createElement('span');
    const name = document.createElement('span');
    caret.className = 'caret';
    // By the object model: the policy lets no styles in attributes through.
    caret.style.setProperty('--color', this.person.color);
    caret.setAttribute('aria-hidden', 'true');
    // Not as text: a browser that types beside it may take that along into what is written.
    name.dataset['name'] = shownName(this.person);
    caret.contentEditable = 'false';
    caret.append(name);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** The carets and selections of others. That of y-codemirror.next writes `style` attributes, which the policy refuses. */
export function remoteCursors(text: Y.Text, cursors: Cursors): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = Decoration.none;
      private readonly stop: () => void;

      constructor(view: EditorView) {
        this.stop = cursors.subscribe(() => view.dispatch({ annotations: moved.of(true) }));
        this.decorations = this.shown(view.state.doc.length);
      }

      update({ state }: ViewUpdate): void {
        this.decorations = this.shown(state.doc.length);
      }

      destroy(): void {
        this.stop();
      }

      private shown(length: number): DecorationSet {
        const ranges = cursors.all.flatMap(({ person, cursor }): Range<Decoration>[] => {
          const place = cursors.placeOf(cursor);
          if (place?.text !== text) return [];
          const [anchor, head] = [Math.min(place.anchor, length), Math.min(place.head, length)];
          const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
          const caret = Decoration.widget({ widget: new Caret(person, head), side: head > anchor ? -1 : 1 }).range(
            head,
          );
          const style = `background-color: ${person.color}44`;
          return from === to ? [caret] : [caret, Decoration.mark({ attributes: { style } }).range(from, to)];
        });
        return Decoration.set(ranges, true);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}
