/** A cell of a grid table: the half-open ranges of rows and columns that its text takes, borders not included. */
export interface Cell {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Steps that a table may take by its size: a hostile one made of corners alone is not searched to the end. */
const stepsForEachCharacter = 20;

/**
 * The cells of a grid table, from left to right and top to bottom, found by its corners as docutils' `GridTableParser` does.
 * @param rows from the top border to the bottom border, of one width
 * @returns undefined when they are no table
 */
export function gridCells(rows: readonly string[]): Cell[] | undefined {
  const width = rows[0]?.length ?? 0;
  const height = rows.length;
  if (height < 3 || width < 3 || rows.some((row) => row.length !== width)) return undefined;
  let steps = stepsForEachCharacter * width * height;
  const at = (row: number, column: number) => rows[row]?.charAt(column) ?? '';
  const runs = (sign: string) => (char: string) => char === sign || char === '+';
  const [across, down] = [runs('-'), runs('|')];

  const closes = (top: number, left: number, bottom: number, right: number): boolean => {
    for (let column = right; column >= left; column--) if (steps-- < 0 || !across(at(bottom, column))) return false;
    for (let row = bottom; row >= top; row--) if (steps-- < 0 || !down(at(row, left))) return false;
    return at(bottom, left) === '+';
  };
  const cellFrom = (top: number, left: number): Cell | undefined => {
    for (let right = left + 1; right < width && across(at(top, right)) && steps-- > 0; right++) {
      if (at(top, right) !== '+') continue;
      for (let bottom = top + 1; bottom < height && down(at(bottom, right)) && steps-- > 0; bottom++) {
        if (at(bottom, right) === '+' && closes(top, left, bottom, right)) return { top, left, bottom, right };
      }
    }
    return undefined;
  };

  const done = new Array<number>(width).fill(-1);
  // Corners from which a cell may begin, row by row: those of a row are met from left to right, and add only what is to come.
  const corners = rows.map(() => new Set<number>());
  corners[0]?.add(0);
  const cells: Cell[] = [];
  for (let top = 0; top < height - 1; top++) {
    for (let left = 0; left < width - 1; left++) {
      if (!corners[top]?.has(left) || top <= (done[left] ?? 0) || at(top, left) !== '+') continue;
      const cell = cellFrom(top, left);
      if (!cell || steps < 0) return undefined;
      for (let column = left; column < cell.right; column++) done[column] = cell.bottom - 1;
      cells.push({ top: top + 1, left: left + 1, bottom: cell.bottom, right: cell.right });
      corners[top]?.add(cell.right);
      corners[cell.bottom]?.add(left);
    }
  }
  return cells;
}
