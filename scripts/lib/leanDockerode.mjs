/**
 * Parts of dockerode that this extension never calls and that would be most of the bundle: the SSH agent of docker-modem
 * (an ssh:// engine is refused with a hint before it comes to that), and the gRPC session of BuildKit and the packing of
 * build contexts (we build no images).
 * What stands in for them throws when it is called, so that a call that comes to need one fails loudly.
 */
const heavy = /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|tar-fs|@balena\/dockerignore)$/;

/** @type {import('esbuild').Plugin} */
export const leanDockerode = {
  name: 'lean-dockerode',
  setup(build) {
    build.onResolve({ filter: heavy }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get(_, name) { return function () { throw new Error(${JSON.stringify(`${path} is left out of this bundle: `)} + String(name)); }; } });`,
      loader: 'js',
    }));
  },
};
