// SPDX-License-Identifier: GPL-3.0-or-later
// Sells over HTTP on a number of kept connections, each with its own token, and prints one JSON line:
// orders a second and the latencies. Plain sockets and epoll, so that the load costs little of the machine.
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Options {
    int port = 0;
    std::vector<std::string> tokens;
    int connections = 32;
    int seconds = 10;
    int variants = 1;
};

struct Connection {
    int socket = -1;
    std::string in;
    SteadyClock::time_point sent;
};

class Load {
public:
    explicit Load(const Options &options)
        : m_options(options), m_connections(static_cast<size_t>(options.connections)), m_random(std::random_device{}())
    {
    }

    int run()
    {
        m_poll = epoll_create1(0);
        for (size_t i = 0; i < m_connections.size(); ++i) {
            if (!open(i) || !send(i))
                return fail("cannot connect");
        }
        const auto start = SteadyClock::now();
        const auto end = start + std::chrono::seconds(m_options.seconds);
        std::vector<epoll_event> events(m_connections.size());
        while (SteadyClock::now() < end) {
            const int count = epoll_wait(m_poll, events.data(), static_cast<int>(events.size()), 100);
            for (int i = 0; i < count; ++i) {
                if (!read(events[static_cast<size_t>(i)].data.u64))
                    return fail("the server closed a connection");
            }
        }
        const std::chrono::duration<double> taken = SteadyClock::now() - start;
        print(taken.count());
        return m_wrong == 0 ? 0 : 1;
    }

private:
    int fail(const char *why)
    {
        std::fprintf(stderr, "OrderLoad: %s\n%s\n", why, m_sample.c_str());
        return 1;
    }

    bool open(size_t index)
    {
        Connection &connection = m_connections[index];
        connection.socket = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<uint16_t>(m_options.port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(connection.socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            return false;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        return epoll_ctl(m_poll, EPOLL_CTL_ADD, connection.socket, &event) == 0;
    }

    // Three lines of three thirds of the goods: no variant is twice in an order.
    std::string line(int third)
    {
        char id[80];
        const int size = m_options.variants / 3;
        std::uniform_int_distribution<int> pick(third * size + 1, (third + 1) * size);
        std::snprintf(id, sizeof id, R"({"variant_id":"00000000-0000-7000-8000-%012d","quantity":1})", pick(m_random));
        return id;
    }

    bool send(size_t index)
    {
        const std::string body = R"({"lines":[)" + line(0) + ',' + line(1) + ',' + line(2)
                                 + R"(],"payments":[{"method":"cash","amount":3000,"tendered":5000}]})";
        const std::string request =
            "POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            "Authorization: Bearer "
            + m_options.tokens[index % m_options.tokens.size()] + "\r\nIdempotency-Key: " + std::to_string(m_random())
            + '-' + std::to_string(++m_sent) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        m_connections[index].sent = SteadyClock::now();
        return ::send(m_connections[index].socket, request.data(), request.size(), MSG_NOSIGNAL)
               == static_cast<ssize_t>(request.size());
    }

    bool read(size_t index)
    {
        Connection &connection = m_connections[index];
        char buffer[16384];
        const ssize_t count = recv(connection.socket, buffer, sizeof buffer, 0);
        if (count <= 0)
            return false;
        connection.in.append(buffer, static_cast<size_t>(count));
        const size_t head = connection.in.find("\r\n\r\n");
        if (head == std::string::npos)
            return true;
        const size_t mark = connection.in.find("Content-Length: ");
        const size_t length = mark < head ? std::strtoul(connection.in.c_str() + mark + 16, nullptr, 10) : 0;
        if (connection.in.size() < head + 4 + length)
            return true;
        if (std::string_view(connection.in).substr(9, 3) != "201") {
            ++m_wrong;
            m_sample = connection.in.substr(0, 600);
        }
        m_latencies.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - connection.sent).count());
        connection.in.clear();
        return send(index);
    }

    void print(double seconds)
    {
        std::sort(m_latencies.begin(), m_latencies.end());
        const auto at = [this](double share) {
            return m_latencies.empty()
                       ? 0.0
                       : m_latencies[static_cast<size_t>(share * static_cast<double>(m_latencies.size() - 1))];
        };
        std::printf("{\"orders_per_second\": %.1f, \"median_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
                    "\"orders\": %zu, \"wrong\": %zu}\n",
                    static_cast<double>(m_latencies.size()) / seconds, at(0.5), at(0.99), at(1.0), m_latencies.size(),
                    m_wrong);
        if (m_wrong > 0)
            std::fprintf(stderr, "%s\n", m_sample.c_str());
    }

    const Options &m_options;
    std::vector<Connection> m_connections;
    std::mt19937_64 m_random;
    std::vector<double> m_latencies;
    std::string m_sample;
    size_t m_sent = 0;
    size_t m_wrong = 0;
    int m_poll = -1;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6) {
        std::fprintf(stderr, "usage: OrderLoad PORT TOKENS_FILE CONNECTIONS SECONDS VARIANTS\n");
        return 2;
    }
    Options options;
    options.port = std::atoi(argv[1]);
    std::ifstream file(argv[2]);
    for (std::string token; std::getline(file, token);)
        options.tokens.push_back(token);
    options.connections = std::atoi(argv[3]);
    options.seconds = std::atoi(argv[4]);
    options.variants = std::atoi(argv[5]);
    if (options.tokens.empty())
        return 2;
    return Load(options).run();
}
