const names = `
docker podman nerdctl docker-compose podman-compose docker-machine dockerd containerd ctr crictl runc buildah skopeo boot2docker minikube
kubectl kind k3d k3s helm oc lxc lxd incus vagrant multipass limactl colima terraform ansible ansible-playbook weave calicoctl pipework
containerlab clab ovs-vsctl ovs-ofctl ovs-docker ovs-appctl ovn-nbctl ovn-sbctl ovn-nbctl vtysh birdc gobgp gcloud aws az doctl eksctl
sudo su doas nc ncat netcat socat telnet ssh scp sftp ftp rsync curl wget http nmap ping ping6 arping fping traceroute traceroute6
tracepath mtr dig drill nslookup host getent whois ip ifconfig route arp netstat ss lsof tcpdump tshark ngrep iperf iperf3 netperf
qperf ethtool iptables iptables-save ip6tables nft ipset conntrack brctl bridge tc sysctl modprobe lsmod nsenter unshare nmcli
resolvectl systemd-resolve hostname hostnamectl firewall-cmd ufw wg openssl ab wrk hey siege
cat tac echo printf ls dir cd pwd mkdir rmdir cp mv rm ln touch chmod chown chgrp stat file find locate which whereis type tree du df mount
umount head tail less more grep egrep fgrep rg sed awk gawk cut sort uniq wc tr tee xargs diff patch seq date cal sleep time timeout watch
env printenv export unset set source alias eval exec true false test expr bc read trap wait jobs fg bg kill killall pkill pgrep ps top htop
free uptime uname whoami id groups passwd useradd adduser usermod groupadd newgrp who w last dmesg journalctl systemctl service
rc-service rc-update initctl reboot shutdown lsblk blkid fdisk dd tar gzip gunzip zip unzip xz base64 md5sum sha256sum jq yq
apt apt-get apt-cache apt-key add-apt-repository dpkg yum dnf rpm zypper pacman apk brew snap port pip pip3 pipx npm npx yarn pnpm gem
bundle cargo go make cmake gcc g++ cc ld mvn gradle ant java javac python python2 python3 ipython node nodejs deno bun ruby irb perl php
composer lua git svn hg vi vim nvim nano emacs ed code open xdg-open screen tmux crontab at nohup
redis-cli redis-server mysql mysqladmin mysqldump mariadb psql pg_isready mongo mongosh sqlite3 cqlsh rabbitmqctl nginx httpd apachectl
apache2ctl haproxy consul etcd etcdctl vault nomad memcached dnsmasq named unbound exit logout history clear reset sh bash zsh ash dash ksh
fish busybox strace ltrace gdb flask uvicorn gunicorn hugo mkdocs jekyll nft bpftrace setcap getcap capsh chroot ldd ldconfig
update-alternatives update-rc.d chkconfig setenforce getenforce semanage lscpu lspci lsusb ipcalc ulimit umask pushd popd tput yes
for while until if case function select let local declare typeset readonly return break continue shift
virsh virt-install VBoxManage qemu-img qemu-system-x86_64 cloudflared ngrok wscat websocat grpcurl httpie stress stress-ng fio
rails django-admin ros2 roslaunch rostopic roscore colcon catkin_make roscore envoy sr_cli newuidmap slirp4netns udhcpc dhclient ntpdate
mosquitto_pub mosquitto_sub kafka-topics kafka-console-producer kafka-console-consumer cloud-init netplan networkctl avahi-browse
dropwatch perf bpftool pwru ipvsadm keepalived arp-scan hping3 scapy
`;

const known = new Set(names.split(/\s+/).filter((name) => name !== ''));

/** Whether a word is the name of a program or a keyword of the shell that documents about networks and containers use. */
export function isKnownProgram(word: string): boolean {
  return known.has(word) || known.has(word.replace(/\.exe$/, ''));
}
