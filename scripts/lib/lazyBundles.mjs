/**
 * Parts of the extension that are loaded when they are first needed, each a bundle of its own: what activation loads is read and
 * scanned whole, so it holds nothing that only a view, a run or a console needs. A dynamic import in the sources names each.
 */
export const lazyBundles = {
  engineFollower: 'src/engine/engineFollower.ts',
  chooseEngine: 'src/ui/lab/engine/chooseEngine.ts',
  labViews: 'src/ui/lab/labViews.ts',
  documents: 'src/ui/document/documents.ts',
  consoles: 'src/ui/console/consoles.ts',
};

/**
 * Turns the dynamic imports of those parts into loads of their bundles, and refuses one that is not in the list.
 * @type {import('esbuild').Plugin}
 */
export const loadedLazily = {
  name: 'loaded-lazily',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = path.replace(/^.*\//, '');
      if (!Object.hasOwn(lazyBundles, name)) return { errors: [{ text: `${path} is not among the lazy bundles.` }] };
      return { path: `./${name}.js`, external: true };
    });
  },
};
