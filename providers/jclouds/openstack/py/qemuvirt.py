"""A nova virt driver whose servers are real QEMU (TCG) guests, without libvirt, bridges or root.

Each guest gets user-mode networking; its SSH port appears on the server's own fixed IP, which lies in
127.0.0.0/8 (the Neutron subnet is 127.77.0.0/16), so every server has an address this machine reaches."""
import base64
import os
import signal
import subprocess

from nova import exception
from nova.virt import fake

BASE = os.environ['OSTACK_BASE']
GUEST = BASE + '/guest'
RUN = BASE + '/run/guests'


class QemuDriver(fake.FakeDriver):
    vcpus = 16
    memory_mb = 16384
    local_gb = 100

    def _pid(self, uuid):
        try:
            return int(open('%s/%s.pid' % (RUN, uuid)).read())
        except (OSError, ValueError):
            return None

    def _signal(self, instance, sig):
        pid = self._pid(instance.uuid)
        if pid:
            try:
                os.kill(pid, sig)
            except ProcessLookupError:
                pass

    def _boot(self, instance, ip):
        os.makedirs(RUN, exist_ok=True)
        base = '%s/%s' % (RUN, instance.uuid)
        append = 'console=ttyS0 quiet panic=-1 mitigations=off guest.host=%s' % instance.hostname
        if instance.key_data:
            append += ' guest.key=' + base64.b64encode(instance.key_data.encode()).decode()
        if instance.user_data:
            append += ' guest.user=' + instance.user_data
        done = subprocess.run(
            ['qemu-system-x86_64', '-name', instance.name, '-machine', 'pc,usb=off', '-accel', 'tcg,thread=multi,tb-size=48',
             '-cpu', 'max', '-smp', str(instance.flavor.vcpus), '-m', str(max(160, min(512, instance.flavor.memory_mb))),
             '-display', 'none', '-nodefaults', '-serial', 'file:%s.log' % base, '-pidfile', base + '.pid', '-daemonize',
             '-kernel', GUEST + '/vmlinuz', '-initrd', GUEST + '/initrd.gz', '-append', append,
             '-netdev', 'user,id=n0,hostfwd=tcp:%s:22-:22' % ip, '-device', 'virtio-net-pci,netdev=n0,romfile='],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        if done.returncode:
            raise exception.InstanceDeployFailure(reason=done.stdout.decode()[-400:])

    def spawn(self, context, instance, image_meta, injected_files, admin_password, allocations,
              network_info=None, block_device_info=None, power_on=True, accel_info=None):
        ip = network_info[0].fixed_ips()[0]['address']
        self._boot(instance, ip)
        super().spawn(context, instance, image_meta, injected_files, admin_password, allocations,
                      network_info, block_device_info, power_on, accel_info)

    def destroy(self, context, instance, network_info, block_device_info=None, destroy_disks=True,
                destroy_secrets=True):
        self._signal(instance, signal.SIGKILL)
        super().destroy(context, instance, network_info, block_device_info, destroy_disks, destroy_secrets)

    def pause(self, instance):
        self._signal(instance, signal.SIGSTOP)

    def unpause(self, instance):
        self._signal(instance, signal.SIGCONT)

    def suspend(self, context, instance):
        self._signal(instance, signal.SIGSTOP)

    def resume(self, context, instance, network_info, block_device_info=None):
        self._signal(instance, signal.SIGCONT)

    def power_off(self, instance, timeout=0, retry_interval=0):
        self._signal(instance, signal.SIGKILL)
        super().power_off(instance, timeout, retry_interval)

    def power_on(self, context, instance, network_info, block_device_info=None, accel_info=None):
        self._boot(instance, network_info[0].fixed_ips()[0]['address'])
        super().power_on(context, instance, network_info, block_device_info, accel_info)

    def reboot(self, context, instance, network_info, reboot_type, block_device_info=None,
               bad_volumes_callback=None, accel_info=None):
        self._signal(instance, signal.SIGKILL)
        self._boot(instance, network_info[0].fixed_ips()[0]['address'])
