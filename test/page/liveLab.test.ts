import { strict as assert } from 'node:assert';
import { docker } from '../support/docker';
import { startLab, type Lab } from './support/lab';
import { Workbench } from './support/workbench';

/** Seeing and managing a lab as a person does it: the two trees by mouse and by keyboard, on an engine of their own. */
describe('the live lab, by hand', function () {
  let lab: Lab;
  let workbench: Workbench;
  const ends: (() => unknown)[] = [];

  before(async () => {
    const outer = process.env['DOCKER_HOST'];
    ends.push(() => void (process.env['DOCKER_HOST'] = outer));
    lab = await startLab({ privateEngine: true });
    ends.push(() => lab.stop());
    process.env['DOCKER_HOST'] = lab.dockerHost;
    for (const name of ['front', 'back', 'bridge']) {
      if (name !== 'bridge') await docker('network', 'create', name);
      const subnet = await docker('network', 'inspect', '-f', '{{(index .IPAM.Config 0).Subnet}}', name);
      subnets.set(name, subnet.replace(/\d+\/\d+$/, ''));
    }
    const compose = ['--label', 'com.docker.compose.project=shop', '--label', 'com.docker.compose.service'];
    await run('web', '--net', 'front', '-p', '127.0.0.1::8043', `${compose.join(' ')}=web`);
    await run('db', '--net', 'back');
    await run('probe');
    workbench = await Workbench.open(lab.address);
    ends.push(() => workbench.close());
    await workbench.showLab();
    await container('web').waitFor();
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  const run = (name: string, ...args: string[]) => {
    const options = args.flatMap((arg) => arg.split(' '));
    return docker('run', '-d', '--stop-timeout', '1', '--name', name, ...options, 'busybox', 'sleep', '1000');
  };
  const container = (name: string) => workbench.treeRow('Containers', `Container ${name},`);
  const network = (name: string) => workbench.treeRow('Networks', `Network ${name},`);
  /** The row of a container under one of its networks, by the beginning of the addresses of that network. */
  const memberOf = (of: string, name: string) =>
    workbench.treeRow('Networks', `Container ${name}, address ${subnets.get(of) ?? '?'}`);
  /** `10.1.2.` of each network. */
  const subnets = new Map<string, string>();
  const networksOf = async (name: string) => {
    const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}';
    return (await docker('inspect', '-f', format, name)).split(' ').filter(Boolean);
  };
  const hasFile = (name: string, path: string) =>
    docker('exec', name, 'test', '-e', path).then(
      () => true,
      () => false,
    );
  const press = (key: string) => workbench.page.keyboard.press(key);
  /** A button of VS Code's own question. */
  const button = (name: string) => workbench.dialog.getByRole('button', { name, exact: true });

  it('shows a Compose project with its container, how many run, and what a network is', async () => {
    await workbench.treeRow('Containers', 'Compose project shop, 1 container').waitFor();
    await workbench.view('Containers').getByText('3 of 3 running').waitFor();
    await workbench.activityBarEntry('3 of 3 containers running').waitFor();
    await workbench.treeRow('Networks', 'Built-in network bridge, driver bridge').waitFor();
  });

  it('stops, starts and pauses from the menu, and shows what became of it', async () => {
    await workbench.menu(container('probe'), 'Pause Container');
    await workbench.treeRow('Containers', 'Container probe, image busybox, paused').waitFor();
    await workbench.menu(container('probe'), 'Unpause Container');
    await workbench.treeRow('Containers', 'Container probe, image busybox, running').waitFor();
    await workbench.menu(container('probe'), 'Stop Container');
    await workbench.treeRow('Containers', 'Container probe, image busybox, exited').waitFor();
    await workbench.menu(container('probe'), 'Start Container');
    await workbench.treeRow('Containers', 'Container probe, image busybox, running').waitFor();
  });

  it('restarts all containers that are selected', async () => {
    const started = (name: string) => docker('inspect', '-f', '{{.State.StartedAt}}', name);
    const before = [await started('probe'), await started('db')];
    await container('probe').click();
    await container('db').click({ modifiers: ['Control'] });
    await workbench.menu(container('db'), 'Restart Container');
    for (const [at, name] of ['probe', 'db'].entries()) {
      for (const end = Date.now() + 15_000; (await started(name)) === before[at];) assert.ok(Date.now() < end, name);
    }
  });

  it('renames the row that was clicked, whatever else is selected', async () => {
    await container('db').click();
    await container('probe').click({ modifiers: ['Control'] });
    await workbench.menu(container('probe'), 'Rename Container');
    await workbench.quickInput.locator('.quick-input-title', { hasText: 'Rename probe' }).waitFor();
    await press('Escape');
  });

  it('connects a container that is dragged to a network', async () => {
    // Whatever is selected with it would go along.
    await container('web').click();
    await workbench.drag(container('probe'), network('front'));
    await memberOf('front', 'probe').waitFor();
    assert.deepEqual(await networksOf('probe'), ['bridge', 'front']);
    assert.deepEqual(await networksOf('db'), ['back']);
  });

  it('asks whether an endpoint that is dragged to another network moves there', async () => {
    await workbench.drag(memberOf('front', 'probe'), network('back'));
    await workbench.entry('Also connect to back').waitFor();
    await workbench.entry('Move to back').click();
    await memberOf('back', 'probe').waitFor();
    await memberOf('front', 'probe').waitFor({ state: 'detached' });
    assert.deepEqual(await networksOf('probe'), ['back', 'bridge']);
  });

  it('moves a container from all of its networks that are selected, from the menu', async () => {
    await memberOf('back', 'probe').click();
    await memberOf('bridge', 'probe').click({ modifiers: ['Control'] });
    await workbench.menu(memberOf('bridge', 'probe'), 'Move to Another Network');
    await workbench.answer('Move to Another Network', 'front');
    await memberOf('front', 'probe').waitFor();
    await memberOf('bridge', 'probe').waitFor({ state: 'detached' });
    await memberOf('back', 'probe').waitFor({ state: 'detached' });
    assert.deepEqual(await networksOf('probe'), ['front']);
    for (const name of ['bridge', 'back']) await docker('network', 'connect', name, 'probe');
    await docker('network', 'disconnect', 'front', 'probe');
    await memberOf('bridge', 'probe').waitFor();
    await memberOf('front', 'probe').waitFor({ state: 'detached' });
  });

  it('disconnects an endpoint that is dragged to the empty space, and connects it again', async () => {
    await workbench.drag(memberOf('back', 'db'), workbench.view('Networks'), { x: 150, y: 300 });
    const message = workbench.notification('Disconnected db from network back.');
    await message.waitFor();
    assert.deepEqual(await networksOf('db'), []);
    await message.getByRole('button', { name: 'Connect Again' }).click();
    await memberOf('back', 'db').waitFor();
    assert.deepEqual(await networksOf('db'), ['back']);
  });

  it('makes a network by the keyboard alone, and names what a subnet overlaps', async () => {
    const taken = `${subnets.get('front') ?? ''}0/24`;
    await workbench.runCommand('Network Lab: Create Network');
    await workbench.answer('Create Network: Name', 'front');
    await workbench.quickInput.getByText('Network front exists already.').waitFor();
    await workbench.answer('Create Network: Name', 'lab-net');
    await workbench.entry('Create Network lab-net').waitFor();
    await workbench.answer('Create Network', 'Subnet');
    await workbench.answer('Create Network: Subnet', taken);
    await workbench.quickInput.getByText(`Overlaps with network front (${taken}).`).waitFor();
    await workbench.answer('Create Network: Subnet', '10.217.0.0/24');
    await workbench.entry(/Subnet.*10\.217\.0\.0\/24/).waitFor();
    await workbench.entry('Internal').click();
    await workbench.entry(/Internal.*no way to the outside/).waitFor();
    await workbench.entry('Create Network lab-net').click();
    await workbench.treeRow('Networks', 'Network lab-net, driver bridge, subnet 10.217.0.0/24, internal').waitFor();
  });

  it('connects with an alias and a fixed address from the menu of a container', async () => {
    await workbench.menu(container('db'), 'Connect Container to Network');
    await workbench.quickInput.getByText('Connect db to a Network').waitFor();
    await workbench.entry('lab-net').click();
    await workbench.entry('Connect db to lab-net').waitFor();
    await workbench.entry('Aliases').click();
    await workbench.answer('Connect db: Aliases', 'store');
    await workbench.entry('IPv4 Address').click();
    await workbench.answer('Connect db: IPv4 Address', '10.218.0.7');
    await workbench.quickInput.getByText('Not in 10.217.0.0/24.').waitFor();
    await workbench.answer('Connect db: IPv4 Address', '10.217.0.77');
    await workbench.entry('Connect db to lab-net').click();
    await workbench.treeRow('Networks', 'Container db, address 10.217.0.77, alias store').waitFor();
  });

  it('filters both trees while it is typed, keeps the filter over a reload, and clears it', async () => {
    await workbench.runCommand('Network Lab: Filter Containers and Networks');
    await workbench.quickInput.locator('input[type="text"]').fill('lbnet');
    await workbench.view('Containers').getByText('“lbnet” · 1 of 3').waitFor();
    await press('Enter');
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await workbench.page.reload();
    await workbench.activityBarEntry('Network Lab').waitFor();
    await workbench.showLab();
    await workbench
      .view('Networks')
      .getByText(/“lbnet” · \d of 6/)
      .waitFor();
    await container('db').waitFor();
    assert.equal(await container('web').count(), 0);
    // What a person folded is as it was left, also when the filter had taken it away.
    await workbench.runCommand('Network Lab: Clear Filter');
    await container('web').waitFor();
    const folded = async () => (await container('probe').getAttribute('aria-expanded')) === 'false';
    if (!(await folded())) await container('probe').locator('.monaco-tl-twistie').click();
    await workbench.runCommand('Network Lab: Filter Containers and Networks');
    await workbench.quickInput.locator('input[type="text"]').fill('lbnet');
    await container('probe').waitFor({ state: 'detached' });
    await press('Escape');
    await container('probe').waitFor();
    assert.ok(await folded());
    await container('probe').locator('.monaco-tl-twistie').click();
  });

  it('groups containers by what is chosen, and hides built-in networks', async () => {
    await workbench.runCommand('Network Lab: Group Containers By');
    await workbench.answer('Group Containers By', 'Network');
    await workbench.treeRow('Containers', 'Network lab-net, 1 container').waitFor();
    await workbench.runCommand('Network Lab: Group Containers By');
    await workbench.answer('Group Containers By', 'Compose');
    await workbench.treeRow('Containers', 'Compose project shop').waitFor();
    await workbench.runCommand('Network Lab: Hide Built-in Networks');
    await workbench.treeRow('Networks', 'Built-in network').waitFor({ state: 'detached' });
    await workbench.menu(workbench.treeRow('Containers', 'On network bridge'), 'Show in Networks');
    const hidden = workbench.notification('Network bridge is hidden');
    await hidden.getByRole('button', { name: 'Show Built-in Networks' }).click();
    await workbench.treeRow('Networks', 'Built-in network bridge').waitFor();
  });

  it('shows a row of one tree in the other', async () => {
    await workbench.menu(workbench.treeRow('Containers', 'On network lab-net'), 'Show in Networks');
    const selected = (view: string) => workbench.view(view).locator('.monaco-list-row.selected');
    await selected('Networks').filter({ hasText: '10.217.0.77' }).waitFor();
    await workbench.menu(selected('Networks'), 'Show in Containers');
    await selected('Containers').filter({ hasText: 'db' }).waitFor();
  });

  it('shows what the engine says as a document that follows', async () => {
    await workbench.menu(container('probe'), 'Inspect');
    await workbench.page.locator('.tab', { hasText: 'probe.json' }).waitFor();
    const text = workbench.page.locator('.editor-instance .view-lines');
    await text.getByText('"Status": "running"').waitFor();
    await docker('pause', 'probe');
    await text.getByText('"Status": "paused"').waitFor();
    await docker('unpause', 'probe');
    await text.getByText('"Status": "running"').waitFor();
  });

  it('renames by F2 and removes by Delete, after a question', async () => {
    await run('old');
    await container('old').waitFor();
    // The keys are for the row with the focus, whatever was clicked before.
    await container('db').click();
    const focused = workbench.view('Containers').locator('.monaco-list-row.focused');
    for (let tries = 0; !(await focused.getAttribute('aria-label'))?.startsWith('Container old,'); tries++) {
      assert.ok(tries < 50);
      await press('ArrowDown');
    }
    await press('F2');
    await workbench.answer('Rename old', 'web');
    await workbench.quickInput.getByText('Container web exists already.').waitFor();
    await workbench.answer('Rename old', 'new');
    await container('new').click();
    await press('Delete');
    await workbench.dialog.getByText('Remove container new?').waitFor();
    await workbench.dialog.getByText('Still running, and killed first: new.').waitFor();
    await button('Remove with Volumes').waitFor();
    await button('Remove').click();
    await container('new').waitFor({ state: 'detached' });
    assert.equal(await docker('ps', '-aq', '--filter', 'name=^/new$'), '');
  });

  it('says who is on a network before it removes it', async () => {
    await network('lab-net').click();
    await press('Delete');
    await workbench.dialog.getByText('Still on it: db.').waitFor();
    await button('Disconnect Them and Remove').click();
    await network('lab-net').waitFor({ state: 'detached' });
    assert.deepEqual(await networksOf('db'), ['back']);
  });

  it('opens the shell that a container has, and logs, in terminals of their names', async () => {
    await workbench.menu(container('probe'), 'Open Shell in Container');
    const tab = (name: string) =>
      workbench.page.locator('.terminal-tabs-entry, .single-terminal-tab', { hasText: name });
    await tab('Shell: probe').first().waitFor();
    await workbench.page.keyboard.type('touch /typed-in-the-shell\n');
    for (const end = Date.now() + 10_000; !(await hasFile('probe', '/typed-in-the-shell'));)
      assert.ok(Date.now() < end);
    await docker('run', '--name', 'once', 'busybox', 'sh', '-c', 'echo all done; exit 3').catch(() => undefined);
    await workbench.menu(container('once'), 'Show Logs');
    await tab('Logs: once').first().waitFor();
  });

  it('offers a shell in running containers only', async () => {
    await docker('create', '--name', 'bare', 'busybox', 'sleep', '1');
    await container('bare').waitFor();
    await workbench.runCommand('Network Lab: Open Shell in Container');
    await workbench.entry('probe').waitFor();
    assert.equal(await workbench.entry('bare').count(), 0);
    await press('Escape');
  });

  it('removes all stopped containers, and unused networks, and names them before', async () => {
    await workbench.runCommand('Network Lab: Prune Containers');
    await workbench.dialog.getByText('Remove containers bare and once?').waitFor();
    await button('Remove').click();
    await container('once').waitFor({ state: 'detached' });
    await docker('network', 'create', 'unused');
    await network('unused').waitFor();
    await workbench.runCommand('Network Lab: Prune Networks');
    await workbench.dialog.getByText('Remove unused network unused?').waitFor();
    await button('Remove').click();
    await network('unused').waitFor({ state: 'detached' });
    await network('front').waitFor();
  });

  it('names the container that holds a port which another one wants', async () => {
    const port = (await docker('port', 'web', '8043/tcp')).split(':')[1] ?? '';
    await docker('create', '--name', 'second', '-p', `127.0.0.1:${port}:80`, 'busybox', 'sleep', '1000');
    await workbench.menu(container('second'), 'Start Container');
    const message = workbench.notification('port is already allocated');
    await message.filter({ hasText: 'web' }).waitFor();
    await message.getByRole('button', { name: 'Show Container' }).click();
    await workbench.view('Containers').locator('.monaco-list-row.selected', { hasText: 'web' }).waitFor();
  });

  it('opens a published port in the browser', async () => {
    const port = (await docker('port', 'web', '8043/tcp')).split(':')[1] ?? '';
    const opened = workbench.page.context().waitForEvent('page');
    const asked = workbench.page.context().waitForEvent('request', (request) => request.url().includes(port));
    await workbench.menu(workbench.treeRow('Containers', 'Port 8043 TCP'), 'Open Port in Browser');
    await opened;
    // Itself, or by way of the server that VS Code comes from.
    assert.match((await asked).url(), new RegExp(`^http://127\\.0\\.0\\.1:(${port}|\\d+/proxy/${port})/$`));
  });
});
