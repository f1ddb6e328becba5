"""A nova virt driver whose servers are real QEMU (TCG) guests, without libvirt, bridges or root.

Each guest gets user-mode networking; its SSH port appears on the server's own fixed IP, which lies in
127.0.0.0/8 (the Neutron subnet is 127.77.0.0/16), so every server has an address this machine reaches.
It has a disk of its own, which outlives being switched off, and one that tells its name, key and user data."""
import base64
import io
import os
import signal
import subprocess
import tarfile

from nova import exception
from nova.virt import fake

BASE = os.environ['OSTACK_BASE']
GUEST = os.environ['OSTACK_GUEST']
RUN = BASE + '/run/guests'
DISK_BYTES = 64 * 1024 * 1024
LEAST_MEMORY_MB = 96
MOST_MEMORY_MB = 512


class QemuDriver(fake.FakeDriver):
    vcpus = 16
    memory_mb = 16384
    local_gb = 100

    def is_real(self, instance):
        return True

    def _pid(self, instance):
        try:
            pid = int(open('%s/%s.pid' % (RUN, instance.uuid)).read())
            command = open('/proc/%d/cmdline' % pid).read()
        except (OSError, ValueError):
            return None
        return pid if instance.uuid in command else None

    def _signal(self, instance, sig):
        pid = self._pid(instance)
        if pid:
            try:
                os.kill(pid, sig)
            except ProcessLookupError:
                pass

    def _switch_off(self, instance):
        self._signal(instance, signal.SIGKILL)
        self._forget(instance, 'pid')

    def _forget(self, instance, kind):
        try:
            os.remove('%s/%s.%s' % (RUN, instance.uuid, kind))
        except FileNotFoundError:
            pass

    def _tell(self, instance, base):
        told = {'hostname': instance.hostname.encode()}
        if instance.key_data:
            told['key'] = instance.key_data.encode() + b'\n'
        if instance.user_data:
            told['user-data'] = base64.b64decode(instance.user_data)
        with tarfile.open(base + '.told', 'w') as tar:
            for name, content in told.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))

    def _boot(self, instance, network_info):
        os.makedirs(RUN, exist_ok=True)
        base = '%s/%s' % (RUN, instance.uuid)
        self._tell(instance, base)
        if not os.path.exists(base + '.disk'):
            with open(base + '.disk', 'wb') as disk:
                disk.truncate(DISK_BYTES)
        memory = max(LEAST_MEMORY_MB, min(MOST_MEMORY_MB, instance.flavor.memory_mb))
        ip = network_info[0].fixed_ips()[0]['address']
        done = subprocess.run(
            ['qemu-system-x86_64', '-name', instance.name, '-machine', 'pc,usb=off', '-accel', 'tcg,thread=multi,tb-size=48',
             '-cpu', 'max', '-smp', str(instance.flavor.vcpus), '-m', str(memory),
             '-display', 'none', '-nodefaults', '-serial', 'file:%s.log' % base, '-pidfile', base + '.pid', '-daemonize',
             '-kernel', GUEST + '/vmlinuz', '-initrd', GUEST + '/initrd.gz',
             '-append', 'console=ttyS0 quiet panic=-1 mitigations=off',
             '-drive', 'file=%s.disk,format=raw,if=none,id=d0' % base, '-device', 'virtio-blk-pci,drive=d0',
             '-drive', 'file=%s.told,format=raw,if=none,id=d1,readonly=on' % base, '-device', 'virtio-blk-pci,drive=d1',
             '-netdev', 'user,id=n0,hostfwd=tcp:%s:22-:22' % ip, '-device', 'virtio-net-pci,netdev=n0,romfile='],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        if done.returncode:
            raise exception.InstanceDeployFailure(reason=done.stdout.decode()[-400:])

    def spawn(self, context, instance, image_meta, injected_files, admin_password, allocations,
              network_info=None, block_device_info=None, power_on=True, accel_info=None):
        if power_on and self.is_real(instance):
            self._boot(instance, network_info)
        super().spawn(context, instance, image_meta, injected_files, admin_password, allocations,
                      network_info, block_device_info, power_on, accel_info)

    def destroy(self, context, instance, network_info, block_device_info=None, destroy_disks=True,
                destroy_secrets=True):
        self._switch_off(instance)
        for kind in ('disk', 'told', 'log'):
            self._forget(instance, kind)
        super().destroy(context, instance, network_info, block_device_info, destroy_disks, destroy_secrets)

    def pause(self, instance):
        self._signal(instance, signal.SIGSTOP)
        super().pause(instance)

    def unpause(self, instance):
        self._signal(instance, signal.SIGCONT)
        super().unpause(instance)

    def suspend(self, context, instance):
        self._signal(instance, signal.SIGSTOP)
        super().suspend(context, instance)

    def resume(self, context, instance, network_info, block_device_info=None):
        self._signal(instance, signal.SIGCONT)
        super().resume(context, instance, network_info, block_device_info)

    def power_off(self, instance, timeout=0, retry_interval=0):
        self._switch_off(instance)
        super().power_off(instance, timeout, retry_interval)

    def power_on(self, context, instance, network_info, block_device_info=None, accel_info=None):
        if self.is_real(instance):
            self._boot(instance, network_info)
        super().power_on(context, instance, network_info, block_device_info, accel_info)

    def reboot(self, context, instance, network_info, reboot_type, block_device_info=None,
               bad_volumes_callback=None, accel_info=None):
        self._switch_off(instance)
        super().reboot(context, instance, network_info, reboot_type, block_device_info, bad_volumes_callback, accel_info)

    def migrate_disk_and_power_off(self, context, instance, dest, flavor, network_info, block_device_info=None,
                                   timeout=0, retry_interval=0):
        self._switch_off(instance)
        return super().migrate_disk_and_power_off(context, instance, dest, flavor, network_info, block_device_info,
                                                  timeout, retry_interval)

    def finish_migration(self, context, migration, instance, disk_info, network_info, image_meta, resize_instance,
                         allocations, block_device_info=None, power_on=True):
        self.spawn(context, instance, image_meta, None, None, allocations, network_info, block_device_info, power_on)
